// Little-endian UTF-16, the Unicode of MAPI properties.
#pragma once

#include <string>

#include "base/bytes.h"

namespace restante::content {

// Halves of pairs that stand alone become U+FFFD; an odd last byte is dropped.
[[nodiscard]] std::string from_utf16(Bytes bytes);

}  // namespace restante::content
