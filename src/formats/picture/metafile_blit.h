// The records that bring a bitmap. Source: [MS-WMF] 2.3.1
#pragma once

#include <cstdint>

#include "base/byte_reader.h"
#include "base/result.h"
#include "formats/picture/drawing.h"

namespace restante::picture {

struct RecordedBlit {
    Blit blit{};             // without its place; no bitmap: an area is filled by brush and operation
    Place corner{}, size{};  // of the place, as recorded; negative sizes mirror
};

[[nodiscard]] bool is_blit(std::uint16_t function);

// `reader` stands at the parameters.
Result<RecordedBlit> read_blit(std::uint16_t function, ByteReader& reader);

}  // namespace restante::picture
