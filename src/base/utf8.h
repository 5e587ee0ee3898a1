// Looking at UTF-8 text without converting it. All text inside restante is valid UTF-8 once it left a source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace restante {

// How many bytes at the start are ASCII.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text);
[[nodiscard]] inline bool is_ascii(std::string_view text) { return ascii_prefix(text) == text.size(); }
[[nodiscard]] bool is_valid_utf8(std::string_view text);  // shortest forms only, no surrogates, up to U+10FFFF
// One code point, which must be one: no surrogate, at most U+10FFFF.
void append_utf8(std::uint32_t point, std::string& into);
// The longest prefix of at most `limit` bytes that ends on a character boundary.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t limit);
[[nodiscard]] std::size_t utf8_length(std::string_view text);  // characters (code points)
// Byte index of character number `index` (code points), or text.size() when there are fewer.
[[nodiscard]] std::size_t utf8_index(std::string_view text, std::size_t index);
// The characters (code points) of valid UTF-8.
[[nodiscard]] std::u32string utf8_characters(std::string_view text);

}  // namespace restante
