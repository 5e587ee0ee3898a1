#include "formats/picture/metafile_blit.h"

#include <cstdlib>

#include "formats/picture/metafile_records.h"
#include "formats/picture/record_values.h"

namespace restante::picture {

bool is_blit(std::uint16_t function) {
    switch (function) {
        case record::kBitBlt:
        case record::kStretchBlt:
        case record::kDibBitBlt:
        case record::kDibStretchBlt:
        case record::kStretchDib:
        case record::kSetDibToDevice:
            return true;
        default:
            return false;
    }
}

Result<RecordedBlit> read_blit(std::uint16_t function, ByteReader& reader) {
    constexpr unsigned kTableAt = 16;
    RecordedBlit recorded;
    Blit& blit = recorded.blit;
    std::uint16_t color_usage = 0;
    const std::size_t size = reader.remaining();
    if (function == record::kSetDibToDevice) {
        color_usage = TRY(reader.le<std::uint16_t>());
        TRY_VOID(reader.skip(4));  // number of rows and the first of them: always all in metafiles
    } else {
        blit.operation = RasterOperation(static_cast<std::uint8_t>(TRY(reader.le<std::uint32_t>()) >> kTableAt));
        if (function == record::kStretchDib) color_usage = TRY(reader.le<std::uint16_t>());
    }
    if (color_usage != 0) return fail(Errc::unsupported, "a bitmap whose colours only its screen knew");
    const bool stretched =
        function == record::kStretchDib || function == record::kDibStretchBlt || function == record::kStretchBlt;
    Place from_size;
    if (stretched) from_size = TRY(read_reversed_place(reader));
    const Place from = TRY(read_reversed_place(reader));
    // A record without bitmap has one unused word more among its numbers, and nothing behind them.
    const bool without = (function >> 8U) * std::size_t{2} == size;
    if (without) TRY_VOID(reader.skip(2));
    recorded.size = TRY(read_reversed_place(reader));
    recorded.corner = TRY(read_reversed_place(reader));
    if (!stretched) from_size = {std::abs(recorded.size.x), std::abs(recorded.size.y)};
    blit.from_x = from.x, blit.from_y = from.y;
    blit.from_width = from_size.x, blit.from_height = from_size.y;
    blit.from_below = function == record::kStretchDib || function == record::kSetDibToDevice;
    blit.device_bitmap = function == record::kBitBlt || function == record::kStretchBlt;
    blit.bitmap = TRY(reader.bytes(reader.remaining()));
    return recorded;
}

}  // namespace restante::picture
