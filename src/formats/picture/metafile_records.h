// The records of a metafile and the numbers before them. Source: [MS-WMF] 2.1.1.1, 2.3.2. Integers are little-endian.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_reader.h"
#include "base/result.h"
#include "formats/picture/plane.h"

namespace restante::picture {

struct Record {
    std::uint16_t function = 0;
    Bytes parameters{};
};

struct MetafileHead {
    std::optional<Box> window{};                     // of the placeable header, whole units; right or lower edge may
                                                     // come first
    std::int64_t paper_width = 0, paper_height = 0;  // of METAFILEPICT, 0.01 mm or only their ratio; 0: not said
};

// A reader placed at the first record; bad_magic when there is no metafile.
Result<ByteReader> open_records(Bytes metafile, MetafileHead& head);
Result<Record> next_record(ByteReader& reader);

// "FloodFill"; "0x1234" of numbers the specification does not know.
[[nodiscard]] std::string record_name(std::uint16_t function);
// True of records that only change how others draw, in ways we need not follow.
[[nodiscard]] bool is_silent(std::uint16_t function);

namespace record {
constexpr std::uint16_t kEnd = 0x0000, kSaveState = 0x001E, kSetBackgroundMode = 0x0102, kSetMapMode = 0x0103,
                        kSetPenOperation = 0x0104, kSetFillRule = 0x0106, kSetTextExtra = 0x0108,
                        kRestoreState = 0x0127, kInvertRegion = 0x012A, kPaintRegion = 0x012B, kSelectRegion = 0x012C,
                        kSelectObject = 0x012D, kSetTextAlign = 0x012E, kDibPatternBrush = 0x0142,
                        kCreatePalette = 0x00F7, kCreateBrush = 0x00F8, kDeleteObject = 0x01F0, kPatternBrush = 0x01F9,
                        kSetBackground = 0x0201, kSetTextColor = 0x0209, kSetJustification = 0x020A,
                        kWindowOrigin = 0x020B, kWindowExtent = 0x020C, kViewportOrigin = 0x020D,
                        kViewportExtent = 0x020E, kMoveWindow = 0x020F, kMoveViewport = 0x0211, kLineTo = 0x0213,
                        kMoveTo = 0x0214, kMoveRegion = 0x0220, kFillRegion = 0x0228, kCreatePen = 0x02FA,
                        kCreateFont = 0x02FB, kCreateBrushIndirect = 0x02FC, kCreateBitmapIndirect = 0x02FD,
                        kPolygon = 0x0324, kPolyline = 0x0325, kScaleWindow = 0x0410, kScaleViewport = 0x0412,
                        kExcludeBox = 0x0415, kKeepBox = 0x0416, kEllipse = 0x0418, kRectangle = 0x041B,
                        kSetPixel = 0x041F, kTextOut = 0x0521, kPolyPolygon = 0x0538, kRoundedRectangle = 0x061C,
                        kPatternBlt = 0x061D, kCreateBitmap = 0x06FE, kCreateRegion = 0x06FF, kArc = 0x0817,
                        kPie = 0x081A, kChord = 0x0830, kBitBlt = 0x0922, kDibBitBlt = 0x0940,
                        kExtendedTextOut = 0x0A32, kStretchBlt = 0x0B23, kDibStretchBlt = 0x0B41,
                        kSetDibToDevice = 0x0D33, kStretchDib = 0x0F43;
}  // namespace record

}  // namespace restante::picture
