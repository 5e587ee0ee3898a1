// The records of a metafile, and which of them leave traces on paper. Source: [MS-WMF] 2.1.1.1, 2.3
#pragma once

#include <cstdint>

#include "base/byte_reader.h"
#include "base/result.h"

namespace restante::picture {

enum class RecordEffect : std::uint8_t { nothing, window_origin, window_extent, bitmap, text, drawing };

struct Record {
    std::uint16_t function = 0;
    Bytes parameters{};
};

[[nodiscard]] RecordEffect effect_of(std::uint16_t function);

// A reader placed at the first record; bad_magic when there is no metafile.
Result<ByteReader> open_records(Bytes metafile);
Result<Record> next_record(ByteReader& reader);

namespace record {
constexpr std::uint16_t kEnd = 0x0000, kWindowOrigin = 0x020B, kWindowExtent = 0x020C, kDibBitBlt = 0x0940,
                        kDibStretchBlt = 0x0B41, kStretchDib = 0x0F43, kSetDibToDevice = 0x0D33, kBitBlt = 0x0922,
                        kStretchBlt = 0x0B23, kTextOut = 0x0521, kExtendedTextOut = 0x0A32;
}  // namespace record

}  // namespace restante::picture
