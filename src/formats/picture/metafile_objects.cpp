#include "formats/picture/metafile_objects.h"

#include <algorithm>
#include <utility>

#include "formats/picture/dib.h"
#include "formats/picture/dib_header.h"
#include "formats/picture/record_values.h"

namespace restante::picture {
namespace {

constexpr std::uint64_t kLargestTile = 256ULL * 256;  // pixels; the programs of the time made eight by eight
constexpr std::size_t kMostObjects = 65536;           // records name them by 16 bits

Result<Color> read_color(ByteReader& reader) {
    const auto color = color_of(TRY(reader.le<std::uint32_t>()));
    if (!color) return fail(Errc::unsupported, "a colour of a palette", reader.offset() - 4);
    return *color;
}

// [MS-WMF] 2.2.1.4, 2.1.1.23
Result<RecordedObject> read_pen(ByteReader& reader) {
    constexpr PenStyle kStyles[] = {PenStyle::solid,        PenStyle::dash, PenStyle::dot,  PenStyle::dash_dot,
                                    PenStyle::dash_dot_dot, PenStyle::none, PenStyle::solid};
    const std::size_t style = TRY(reader.le<std::uint16_t>()) & 0xFU;
    RecordedPen pen;
    if (style < std::size(kStyles)) pen.style = kStyles[style];
    pen.width = std::abs(TRY(read_word(reader)));
    TRY_VOID(reader.skip(2));
    pen.color = TRY(read_color(reader));
    return pen;
}

// [MS-WMF] 2.2.1.1, 2.1.1.12
Result<RecordedObject> read_brush(ByteReader& reader) {
    constexpr std::uint16_t kNone = 1, kHatched = 2;
    const auto style = TRY(reader.le<std::uint16_t>());
    Brush brush;
    if (style == kNone) brush.kind = BrushKind::none;
    if (style == kNone) return brush;
    brush.color = TRY(read_color(reader));
    if (style != kHatched) return brush;
    const auto hatch = TRY(reader.le<std::uint16_t>());
    brush.kind = BrushKind::hatched;
    brush.hatch = static_cast<Hatch>(std::min<std::uint16_t>(hatch, 5));
    return brush;
}

// [MS-WMF] 2.2.1.2
Result<RecordedObject> read_font(ByteReader& reader) {
    RecordedFont font;
    font.height = TRY(read_word(reader));
    font.width = std::abs(TRY(read_word(reader)));
    font.turned = TRY(read_word(reader));
    TRY_VOID(reader.skip(2));  // how single letters are turned
    font.weight = TRY(read_word(reader));
    font.italic = TRY(reader.le<std::uint8_t>()) != 0;
    font.underlined = TRY(reader.le<std::uint8_t>()) != 0;
    font.struck_out = TRY(reader.le<std::uint8_t>()) != 0;
    font.character_set = TRY(reader.le<std::uint8_t>());
    return font;
}

// [MS-WMF] 2.2.1.5: strips of rows, each with the columns where it begins and ends in turn.
Result<RecordedObject> read_region(ByteReader& reader) {
    TRY_VOID(reader.skip(10));
    const std::int64_t strips = TRY(read_word(reader));
    TRY_VOID(reader.skip(10));  // longest strip, box around all
    RecordedRegion region;
    for (std::int64_t i = 0; i < strips; ++i) {
        const auto count = TRY(reader.le<std::uint16_t>());
        const std::int64_t top = TRY(read_word(reader)), bottom = TRY(read_word(reader));
        for (std::uint16_t column = 0; column + 1 < count; column = static_cast<std::uint16_t>(column + 2)) {
            const std::int64_t left = TRY(read_word(reader)), right = TRY(read_word(reader));
            const Box box{left, top, right, bottom};
            if (!box.empty()) region.boxes.push_back(box);
        }
        TRY_VOID(reader.skip(2 + 2 * (count % 2U)));
        if (region.boxes.size() > Region::kMostBoxes) return fail(Errc::too_large, "a region of too many parts");
    }
    return region;
}

Result<std::uint64_t> dib_pixels(Bytes bitmap) {
    const DibHeader header = TRY(read_dib_header(bitmap, std::nullopt));
    return std::uint64_t{header.width} * header.height;
}

Result<std::uint64_t> device_pixels(Bytes bitmap) {
    ByteReader reader(bitmap);
    TRY_VOID(reader.skip(2));
    const std::uint64_t width = TRY(reader.le<std::uint16_t>());
    return width * TRY(reader.le<std::uint16_t>());
}

}  // namespace

std::optional<Color> color_of(std::uint32_t reference) {
    constexpr std::uint32_t kPaletteIndex = 1;
    if (reference >> 24U == kPaletteIndex) return std::nullopt;
    return Color{static_cast<std::uint8_t>(reference), static_cast<std::uint8_t>(reference >> 8U),
                 static_cast<std::uint8_t>(reference >> 16U), 0xFF};
}

Result<Brush> ObjectTable::tiled(Bytes bitmap, bool device_bitmap) {
    const std::uint64_t pixels = TRY(device_bitmap ? device_pixels(bitmap) : dib_pixels(bitmap));
    if (pixels > kLargestTile || !tiles_.spend(pixels)) return fail(Errc::too_large, "a pattern of too many pixels");
    DecodedPicture picture =
        TRY(device_bitmap ? read_device_bitmap(bitmap, DeviceBitmapHeader::in_metafile) : read_dib(bitmap));
    return Brush{.kind = BrushKind::tiled,
                 .tile = std::make_shared<const Image>(std::move(picture.image)),
                 .two_colors = device_bitmap};
}

Result<RecordedObject> ObjectTable::read(const Record& record) {
    constexpr std::size_t kBitmapHead = 10, kBitmapBits = 32;  // [MS-WMF] 2.3.4.4
    ByteReader reader(record.parameters);
    switch (record.function) {
        case record::kCreatePen:
            return read_pen(reader);
        case record::kCreateBrushIndirect:
            return read_brush(reader);
        case record::kCreateFont:
            return read_font(reader);
        case record::kCreateRegion:
            return read_region(reader);
        case record::kDibPatternBrush: {
            TRY_VOID(reader.skip(2));
            if (TRY(reader.le<std::uint16_t>()) != 0)
                return fail(Errc::unsupported, "a pattern whose colours only its screen knew");
            const Bytes dib = TRY(reader.bytes(reader.remaining()));
            return TRY(tiled(dib, false));
        }
        case record::kPatternBrush: {
            const Bytes head = TRY(reader.bytes(kBitmapHead));
            TRY_VOID(reader.seek(kBitmapBits));
            const Bytes bits = TRY(reader.bytes(reader.remaining()));
            ByteVector bitmap(head.begin(), head.end());
            bitmap.insert(bitmap.end(), bits.begin(), bits.end());
            return TRY(tiled(bitmap, true));
        }
        default:
            return OtherObject{};
    }
}

Result<bool> ObjectTable::make(const Record& record) {
    switch (record.function) {
        case record::kCreatePen:
        case record::kCreateBrush:
        case record::kCreateBrushIndirect:
        case record::kCreateFont:
        case record::kCreateRegion:
        case record::kCreatePalette:
        case record::kCreateBitmap:
        case record::kCreateBitmapIndirect:
        case record::kDibPatternBrush:
        case record::kPatternBrush:
            break;
        default:
            return false;
    }
    auto object = read(record);
    while (lowest_free_ < objects_.size() && objects_[lowest_free_]) ++lowest_free_;
    if (lowest_free_ == kMostObjects) return fail(Errc::too_large, "more objects than records can name");
    if (lowest_free_ == objects_.size()) objects_.emplace_back();
    objects_[lowest_free_] = std::make_unique<RecordedObject>(object ? std::move(*object) : OtherObject{});
    if (!object) return fail(std::move(object.error()));
    return true;
}

void ObjectTable::remove(std::size_t number) {
    if (number >= objects_.size()) return;
    objects_[number].reset();
    lowest_free_ = std::min(lowest_free_, number);
}

const RecordedObject* ObjectTable::find(std::size_t number) const {
    return number < objects_.size() ? objects_[number].get() : nullptr;
}

}  // namespace restante::picture
