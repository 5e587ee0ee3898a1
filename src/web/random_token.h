// Secrets that nobody can guess.
#pragma once

#include <string>
#include <string_view>

namespace restante::web {

// 256 bits of the system's generator as 64 lower-case hex digits. Ends the process when the system has none.
[[nodiscard]] std::string random_token();

// Takes the same time wherever the two differ.
[[nodiscard]] bool same_token(std::string_view left, std::string_view right);

}  // namespace restante::web
