// Collects the properties of one item while it is mapped, together with what the PST cannot hold of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "base/local_time.h"
#include "base/messages.h"
#include "base/time_zone.h"
#include "formats/pst/property.h"
#include "formats/pst/writer.h"
#include "targets/mail/address_map.h"

namespace restante::targets {

// What all items of one PST file share.
struct MappingContext {
    pst::Writer& writer;
    const TimeZone& time_zone;
    const mail::AddressMap& addresses;
    const CodePage* code_page = nullptr;  // of an ANSI file; null: Unicode, which holds any text
};

// What happened to one item on the way; becomes findings when the item is really delivered.
struct ItemLosses {
    std::vector<std::pair<MessageId, std::string>> notes{};
    std::size_t characters = 0;  // that the code page lacks
    std::size_t unresolved = 0;  // people without an address

    void add(MessageId id, std::string text) { notes.emplace_back(id, std::move(text)); }
};

class ItemProperties {
public:
    ItemProperties(const MappingContext& context, ItemLosses& losses) : context_(context), losses_(losses) {}

    // Text that the code page cannot hold completely is kept as UTF-8 in the named property "utf8-TAG", too.
    void text(std::uint16_t id, std::string_view utf8);
    // Counts what text written elsewhere (recipients) loses; keeps it under the name "utf8-NAME".
    void text_elsewhere(std::string_view name, std::string_view utf8);
    void number(std::uint16_t id, std::int32_t value) { list_.push_back({id, value}); }
    void flag(std::uint16_t id, bool value) { list_.push_back({id, value}); }
    void bytes(std::uint16_t id, ByteVector value) { list_.push_back({id, std::move(value)}); }
    void stream(std::uint16_t id, ByteSourcePointer value) { list_.push_back({id, std::move(value)}); }
    void time(std::uint16_t id, pst::FileTime value) { list_.push_back({id, value}); }
    // Of a local time of the source. Dates that Outlook does not know go to the named property `name`.
    void date(std::uint16_t id, const LocalTime& local, std::string_view name);
    // One of ours. Text as above; a list of texts is kept as lines.
    void named(std::string_view name, pst::Value value);
    // One of Outlook's.
    void named(const pst::Guid& set, std::uint32_t number, pst::Value value);

    [[nodiscard]] bool has(std::uint16_t id) const;
    [[nodiscard]] pst::FileTime time_of(const LocalTime& local) const;
    // Between 1970 and 4500, the years that Outlook's own files hold.
    [[nodiscard]] static bool is_usual(pst::FileTime time);

    [[nodiscard]] const MappingContext& context() const { return context_; }
    [[nodiscard]] ItemLosses& losses() { return losses_; }
    [[nodiscard]] pst::Properties take() { return std::move(list_); }

private:
    void put_named(const pst::PropertyName& name, pst::Value value);

    const MappingContext& context_;
    ItemLosses& losses_;
    pst::Properties list_;
};

// "mmf-00060001": the name of an original attribute.
[[nodiscard]] std::string attribute_name(std::uint32_t id);

// How many characters the code page lacks; null has all.
[[nodiscard]] std::size_t characters_lost(const CodePage* page, std::string_view utf8);
// "utf8-NAME", the property beside the one with question marks, and its value.
[[nodiscard]] std::string utf8_name(std::string_view name);
[[nodiscard]] ByteVector utf8_bytes(std::string_view utf8);
// What a report says about them.
[[nodiscard]] std::string told_characters(std::size_t characters, const CodePage& page);

}  // namespace restante::targets
