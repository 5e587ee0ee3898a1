// How many columns a text takes on a terminal. Source: Unicode Standard Annex #11, East Asian Width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace restante {

// Wide and fullwidth characters take two columns, combining and format characters none, all others one; a byte that is
// no UTF-8 one.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

// The text, or its beginning with "..." at the end, in at most `columns` columns.
[[nodiscard]] std::string cut_to_width(std::string_view utf8, std::size_t columns);

}  // namespace restante
