// Loading integers whose width depends on the format.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "formats/pst/little_endian.h"

namespace restante::pst::reader {

// 1 to 8 bytes; they must lie inside `bytes`.
[[nodiscard]] inline std::uint64_t load_word(Bytes bytes, std::size_t at, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{bytes[at + i]} << (8 * i);
    return value;
}

}  // namespace restante::pst::reader
