// Texts that look like letters. UTF-8, CR LF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "forge/random.h"

namespace restante::forge {

// About `size` bytes, at least one line; ends with a line end.
[[nodiscard]] std::string prose(Random& random, std::size_t size);

}  // namespace restante::forge
