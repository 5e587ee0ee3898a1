// ASCII alone: header names, address types, class names and file name extensions know no other letters, and must
// compare alike in every locale. For names people chose use case_fold.h.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace restante {

inline constexpr std::string_view kAsciiBlanks = " \t\r\n";

[[nodiscard]] constexpr char ascii_upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

[[nodiscard]] constexpr char ascii_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

[[nodiscard]] inline std::string ascii_upper(std::string_view text) {
    std::string result(text);
    for (char& letter : result) letter = ascii_upper(letter);
    return result;
}

[[nodiscard]] inline std::string ascii_lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result) letter = ascii_lower(letter);
    return result;
}

[[nodiscard]] constexpr bool equals_ignoring_ascii_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

// Without the blanks at both ends; points into `text`.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = kAsciiBlanks) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace restante
