// The line that parts messages in an mbox file.
#pragma once

#include <string_view>

namespace restante::mbox {

inline constexpr std::string_view kFrom = "From ";

}  // namespace restante::mbox
