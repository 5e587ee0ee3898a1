// What people, files and texts are called. All of it exists in code pages 850 and 1252; UTF-8.
#pragma once

#include <span>
#include <string_view>

namespace restante::forge::words {

[[nodiscard]] std::span<const std::string_view> first_names();
[[nodiscard]] std::span<const std::string_view> last_names();
[[nodiscard]] std::span<const std::string_view> departments();
[[nodiscard]] std::span<const std::string_view> subjects();
[[nodiscard]] std::span<const std::string_view> plain();  // of letters
[[nodiscard]] std::span<const std::string_view> folders();

}  // namespace restante::forge::words
