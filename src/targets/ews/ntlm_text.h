// Names and passwords as libcurl's NTLM wants them. It takes each byte for a letter of UTF-16, so that it can send the
// letters of ISO 8859-1 and no others, and it knows the capitals of ASCII alone, where the answer is made from the name
// in capitals (MS-NLMP 3.3.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace restante::targets::ews {

enum class Capitals : bool { no, yes };

// Nothing when it holds a letter that cannot be sent. `utf8` may come from outside: what is no UTF-8 cannot either.
[[nodiscard]] inline std::optional<std::string> ntlm_text(std::string_view utf8, Capitals capitals) {
    constexpr char32_t kFirstSmall = 0xE0, kLastSmall = 0xFE, kDivisionSign = 0xF7, kToCapital = 0x20, kLast = 0xFF;
    if (!is_valid_utf8(utf8)) return std::nullopt;
    std::string bytes;
    for (char32_t letter : utf8_characters(utf8)) {
        if (letter > kLast) return std::nullopt;
        const bool small = letter >= kFirstSmall && letter <= kLastSmall && letter != kDivisionSign;
        if (capitals == Capitals::yes && small) letter -= kToCapital;
        bytes += static_cast<char>(letter);
    }
    return bytes;
}

}  // namespace restante::targets::ews
