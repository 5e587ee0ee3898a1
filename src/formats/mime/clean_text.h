// Making any text safe for a header: what cannot stand there is shown instead of being interpreted.
#pragma once

#include <string>
#include <string_view>

namespace restante::mime {

// True when every byte is printable ASCII (20 to 7E hex): nothing to clean, nothing to encode.
[[nodiscard]] bool is_printable_ascii(std::string_view text);

// Appends `text` as valid UTF-8 without control characters: C0 controls and DEL become their control pictures
// (U+2400 to U+2421), bytes that are no UTF-8 become U+FFFD. So a CR, LF or NUL can never end or split a header, and
// still shows.
void append_clean(std::string_view text, std::string& into);
[[nodiscard]] std::string clean(std::string_view text);

// As clean(), but for lines meant to be read: CR LF, CR, LF and TAB become one space each.
[[nodiscard]] std::string one_line(std::string_view text);

// Only repairs what is no UTF-8; controls stay.
void append_valid_utf8(std::string_view text, std::string& into);

// Bytes of the UTF-8 character that starts at `index` of valid UTF-8.
[[nodiscard]] std::size_t character_size(std::string_view valid_utf8, std::size_t index);

}  // namespace restante::mime
