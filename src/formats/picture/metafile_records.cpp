#include "formats/picture/metafile_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "formats/picture/record_values.h"

namespace restante::picture {
namespace {

constexpr std::size_t kPlaceableSize = 22, kPictSize = 8, kHeaderSize = 18;
constexpr std::uint32_t kPlaceableKey = 0x9AC6CDD7;

// SetRelAbs, SetStretchMode, palettes, mapper flags, layout, Escape: in ascending order.
constexpr std::array<std::uint16_t, 12> kSilent{0x0035, 0x0037, 0x0105, 0x0107, 0x0139, 0x0149,
                                                0x0231, 0x0234, 0x0436, 0x0626, 0x0F00, 0x0F01};
static_assert(std::ranges::is_sorted(kSilent));

// Those that draw, or that what is drawn depends on: they can be missing from a picture.
constexpr std::pair<std::uint16_t, std::string_view> kNames[] = {
    {record::kSaveState, "SaveDC"},
    {record::kRestoreState, "RestoreDC"},
    {record::kInvertRegion, "InvertRegion"},
    {record::kPaintRegion, "PaintRegion"},
    {record::kSelectRegion, "SelectClipRegion"},
    {record::kSelectObject, "SelectObject"},
    {record::kDibPatternBrush, "DIBCreatePatternBrush"},
    {record::kCreateBrush, "CreateBrush"},
    {record::kPatternBrush, "CreatePatternBrush"},
    {record::kFillRegion, "FillRegion"},
    {record::kCreatePen, "CreatePenIndirect"},
    {record::kCreateFont, "CreateFontIndirect"},
    {record::kCreateBrushIndirect, "CreateBrushIndirect"},
    {record::kCreateBitmapIndirect, "CreateBitmapIndirect"},
    {record::kPolygon, "Polygon"},
    {record::kPolyline, "Polyline"},
    {record::kExcludeBox, "ExcludeClipRect"},
    {record::kKeepBox, "IntersectClipRect"},
    {record::kEllipse, "Ellipse"},
    {0x0419, "FloodFill"},
    {record::kRectangle, "Rectangle"},
    {record::kSetPixel, "SetPixel"},
    {0x0429, "FrameRegion"},
    {0x0436, "AnimatePalette"},
    {record::kTextOut, "TextOut"},
    {record::kPolyPolygon, "PolyPolygon"},
    {0x0548, "ExtFloodFill"},
    {record::kRoundedRectangle, "RoundRect"},
    {record::kPatternBlt, "PatBlt"},
    {0x062F, "DrawText"},
    {record::kCreateBitmap, "CreateBitmap"},
    {record::kCreateRegion, "CreateRegion"},
    {record::kArc, "Arc"},
    {record::kPie, "Pie"},
    {record::kChord, "Chord"},
    {record::kBitBlt, "BitBlt"},
    {record::kDibBitBlt, "DIBBitBlt"},
    {record::kExtendedTextOut, "ExtTextOut"},
    {record::kStretchBlt, "StretchBlt"},
    {record::kDibStretchBlt, "DIBStretchBlt"},
    {record::kSetDibToDevice, "SetDIBitsToDevice"},
    {record::kStretchDib, "StretchDIBits"},
};

bool header_at(Bytes bytes, std::size_t at) {
    if (bytes.size() < at + kHeaderSize) return false;
    const Bytes head = bytes.subspan(at);
    return (head[0] == 1 || head[0] == 2) && head[1] == 0 && head[2] == 9 && head[3] == 0 && head[4] == 0 &&
           (head[5] == 1 || head[5] == 3);
}

// [MS-WMF] 2.3.2.3: key, handle, left, top, right, bottom, units an inch.
Result<void> read_placeable(Bytes bytes, MetafileHead& head) {
    ByteReader reader(bytes);
    TRY_VOID(reader.skip(6));
    Box window;
    for (std::int64_t* edge : {&window.left, &window.top, &window.right, &window.bottom})
        *edge = TRY(read_word(reader));
    if (window.width() != 0 && window.height() != 0) head.window = window;
    return {};
}

// Mapping mode, width, height, handle; negative sizes are only a ratio.
Result<void> read_pict(Bytes bytes, MetafileHead& head) {
    ByteReader reader(bytes);
    TRY_VOID(reader.skip(2));
    head.paper_width = std::abs(TRY(read_word(reader)));
    head.paper_height = std::abs(TRY(read_word(reader)));
    return {};
}

}  // namespace

Result<ByteReader> open_records(Bytes metafile, MetafileHead& head) {
    head = {};
    ByteReader reader(metafile);
    std::size_t start = 0;
    const auto key = reader.le<std::uint32_t>();
    if (key && *key == kPlaceableKey && header_at(metafile, kPlaceableSize)) {
        start = kPlaceableSize;
        TRY_VOID(read_placeable(metafile, head));
    } else if (!header_at(metafile, 0)) {
        if (!header_at(metafile, kPictSize)) return fail(Errc::bad_magic, "this is no metafile", 0);
        start = kPictSize;
        TRY_VOID(read_pict(metafile, head));
    }
    TRY_VOID(reader.seek(start + kHeaderSize));
    return reader;
}

Result<Record> next_record(ByteReader& reader) {
    constexpr std::uint32_t kSmallest = 3, kMostWords = 0x7FFFFFFF;
    const std::uint64_t offset = reader.offset();
    const auto words = TRY(reader.le<std::uint32_t>());
    Record record;
    record.function = TRY(reader.le<std::uint16_t>());
    if (words < kSmallest || words > kMostWords) return fail(Errc::bad_value, "a record of impossible size", offset);
    record.parameters = TRY(reader.bytes((std::size_t{words} - kSmallest) * 2));
    return record;
}

std::string record_name(std::uint16_t function) {
    const auto* const found = std::ranges::find(kNames, function, &std::pair<std::uint16_t, std::string_view>::first);
    return found == std::end(kNames) ? fmt::format("0x{:04X}", function) : std::string(found->second);
}

bool is_silent(std::uint16_t function) { return std::ranges::binary_search(kSilent, function); }

}  // namespace restante::picture
