// UTF-16 to UTF-8.
#pragma once

#include <string>

#include "base/bytes.h"

namespace restante {

// Little-endian, as Windows stores it. Halves of pairs that stand alone become U+FFFD; an odd last byte is dropped.
[[nodiscard]] std::string from_utf16(Bytes bytes);

}  // namespace restante
