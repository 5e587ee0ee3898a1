// Reads LDIF content records (RFC 2849), as ldif_writer.h writes them. Source: docs/formats/ldif.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace restante::ldif {

constexpr std::size_t kLongestValue = 1024 * 1024;  // bytes of one unfolded line

struct Entry {
    std::string dn{};
    std::vector<std::pair<std::string, std::string>> attributes{};  // without dn, in order, decoded

    [[nodiscard]] std::string value(std::string_view name) const;  // the first; "" when there is none
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
};

// bad_value: a line without ":", broken base64, attributes before a dn; too_large. The offset is where the line begins.
Result<std::vector<Entry>> read_entries(std::string_view text);

}  // namespace restante::ldif
