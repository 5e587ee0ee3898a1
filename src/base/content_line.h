// What vCards and calendars have in common while they are written: escaped text and folded lines (RFC 6350 3.2 and 3.4;
// RFC 5545 3.1 and 3.3.11). unfolded_line.h reads them.
#pragma once

#include <string>
#include <string_view>

namespace restante {

// `line` with its CR LF; folded after 75 bytes, never inside a character. `line` is UTF-8 without line ends.
void append_content_line(std::string_view line, std::string& into);

// "\", "," and ";" get a "\", line ends of any kind become "\n"; other control characters but the tab become their
// pictures (U+2400 ...). `text` is valid UTF-8.
[[nodiscard]] std::string content_text(std::string_view text);

}  // namespace restante
