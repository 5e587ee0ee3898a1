// Names for systems that know no letters beyond ASCII.
#pragma once

#include <string>
#include <string_view>

namespace restante {

// The text in letters 0x20-0x7E that look or sound like it (ICU's Any-Latin and Latin-ASCII): "Jörg" is "Jorg", "Иван"
// is "Ivan". What has no likeness, and control characters, are left out; may be empty.
[[nodiscard]] std::string ascii_lookalike(std::string_view utf8);

}  // namespace restante
