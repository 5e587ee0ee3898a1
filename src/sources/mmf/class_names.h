// The message classes of one store by number. Source: docs/formats/mmf-records.md "Message classes".
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "sources/mmf/store_text.h"

namespace restante::sources {

class ClassNames {
public:
    // From 80'MCs', else the older 80'Mc '. When neither can be read only the three standard classes are known, and a
    // finding says so.
    static ClassNames read(StoreContext& context);

    // Unknown numbers are plain notes.
    [[nodiscard]] const std::string& name(std::uint32_t number) const;
    // The name is a guess: the list was lost and the number is none of the standard ones.
    [[nodiscard]] bool guessed(std::uint32_t number) const { return lost_ && !names_.contains(number); }

private:
    void add_standard();
    bool read_list(StoreContext& context, mmf::Oid oid);

    std::unordered_map<std::uint32_t, std::string> names_;
    bool lost_ = false;
};

// Class names are compared without case.
[[nodiscard]] bool is_plain_note(const std::string& class_name);

}  // namespace restante::sources
