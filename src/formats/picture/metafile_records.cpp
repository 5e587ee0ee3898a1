#include "formats/picture/metafile_records.h"

#include <algorithm>
#include <array>
#include <optional>

namespace restante::picture {
namespace {

constexpr std::size_t kPlaceableSize = 22, kPictSize = 8, kHeaderSize = 18;
constexpr std::uint32_t kPlaceableKey = 0x9AC6CDD7;

// Records that only change how others draw, in ascending order.
constexpr std::array<std::uint16_t, 41> kSilent{
    0x001E, 0x0035, 0x0037, 0x00F7, 0x0102, 0x0103, 0x0104, 0x0105, 0x0106, 0x0107, 0x0108, 0x0127, 0x012C, 0x012D,
    0x012E, 0x0139, 0x0142, 0x0149, 0x01F0, 0x01F9, 0x0201, 0x0209, 0x020A, 0x020D, 0x020E, 0x020F, 0x0211, 0x0214,
    0x0220, 0x0231, 0x0234, 0x02FA, 0x02FB, 0x02FC, 0x0410, 0x0412, 0x0415, 0x0416, 0x0436, 0x0626, 0x06FF};
static_assert(std::ranges::is_sorted(kSilent));

bool header_at(Bytes bytes, std::size_t at) {
    if (bytes.size() < at + kHeaderSize) return false;
    const Bytes head = bytes.subspan(at);
    return (head[0] == 1 || head[0] == 2) && head[1] == 0 && head[2] == 9 && head[3] == 0 && head[4] == 0 &&
           (head[5] == 1 || head[5] == 3);
}

std::optional<std::size_t> start_of(Bytes bytes) {
    ByteReader reader(bytes);
    const auto key = reader.le<std::uint32_t>();
    if (key && *key == kPlaceableKey && header_at(bytes, kPlaceableSize)) return kPlaceableSize;
    if (header_at(bytes, 0)) return 0;
    if (header_at(bytes, kPictSize)) return kPictSize;
    return std::nullopt;
}

}  // namespace

RecordEffect effect_of(std::uint16_t function) {
    switch (function) {
        case record::kWindowOrigin:
            return RecordEffect::window_origin;
        case record::kWindowExtent:
            return RecordEffect::window_extent;
        case record::kDibBitBlt:
        case record::kDibStretchBlt:
        case record::kStretchDib:
        case record::kSetDibToDevice:
        case record::kBitBlt:
        case record::kStretchBlt:
            return RecordEffect::bitmap;
        case record::kTextOut:
        case record::kExtendedTextOut:
            return RecordEffect::text;
        default:
            return std::ranges::binary_search(kSilent, function) ? RecordEffect::nothing : RecordEffect::drawing;
    }
}

Result<ByteReader> open_records(Bytes metafile) {
    const auto start = start_of(metafile);
    if (!start) return fail(Errc::bad_magic, "this is no metafile", 0);
    ByteReader reader(metafile);
    TRY_VOID(reader.seek(*start + kHeaderSize));
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

}  // namespace restante::picture
