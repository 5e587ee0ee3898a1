// Letters with marks taken apart, by Unicode.
#pragma once

#include <string>

namespace restante {

// The letter and its marks (canonical decomposition): "é" gives "e" and U+0301. Never empty; a letter without marks,
// and what is no character at all, gives itself.
[[nodiscard]] std::u32string letter_parts(char32_t character);

}  // namespace restante
