// Several values in one field of a directory import table, separated by "%". Source: docs/formats/exchange.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::exchange {

// "a%b": "%" and "\" in a value get a "\" in front, line ends become \r and \n.
[[nodiscard]] std::string joined_values(const std::vector<std::string>& values);
// One value, escaped in the same way.
[[nodiscard]] std::string escaped_value(std::string_view value);
// Takes joined_values() apart; a "\" before any other letter is a letter itself.
[[nodiscard]] std::vector<std::string> split_values(std::string_view field);

}  // namespace restante::exchange
