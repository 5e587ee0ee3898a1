// Comparing names the way file systems without case do.
#pragma once

#include <string>
#include <string_view>

namespace restante {

// NFC of the full case folding (ICU): two names with equal results collide on some file system.
[[nodiscard]] std::string fold_case(std::string_view utf8);

}  // namespace restante
