// Replacing every byte by what a table says: the heart of the old stores' ciphers.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace restante {

using ByteTable = std::array<std::uint8_t, 256>;

// to[i] = table[from[i]]. `to` has the size of `from`, and may be the same memory.
void map_bytes(const ByteTable& table, Bytes from, MutableBytes to);

}  // namespace restante
