// Text as migration files hold it: one code page, line ends CR LF. Source: docs/targets/migration.md, Text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_page.h"

namespace restante::targets::migration {

struct EncodedText {
    std::string bytes{};
    // For each position asked for, in characters of the stored text: the byte; -1 when it lies outside the text.
    std::vector<std::int64_t> positions{};
    std::size_t lost = 0;      // characters that the code page does not have
    std::size_t replaced = 0;  // NULs that became blanks
};

[[nodiscard]] EncodedText encoded_text(const CodePage& page, std::string_view text,
                                       const std::vector<std::optional<std::uint32_t>>& positions);

// A field without control characters but tabs and line ends; their number is added to `replaced`.
[[nodiscard]] std::string plain_field(std::string_view text, std::size_t& replaced);

}  // namespace restante::targets::migration
