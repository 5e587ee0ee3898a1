// The head of a DIB: size, depth, colours, place of the pixels. [MS-WMF] 2.2.2.3, 2.2.2.9
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/picture/image.h"

namespace restante::picture {

enum class Compression : std::uint8_t { none, run_length_8, run_length_4, bit_fields };

struct DibHeader {
    std::uint32_t width = 0, height = 0;
    bool top_down = false;
    std::uint16_t bits = 0;  // 1, 4, 8, 16, 24, 32
    Compression compression = Compression::none;
    std::array<std::uint32_t, 3> masks{};  // red, green, blue; for 16 and 32 bits
    std::vector<Color> colors{};           // for up to 8 bits; may be shorter than the depth allows
    std::size_t pixels_at = 0;
};

// bad_value, unsupported, truncated, too_large.
Result<DibHeader> read_dib_header(Bytes dib, std::optional<std::size_t> pixels_at);

}  // namespace restante::picture
