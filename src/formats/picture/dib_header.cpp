#include "formats/picture/dib_header.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace restante::picture {
namespace {

constexpr std::uint32_t kCoreSize = 12, kInfoSize = 40, kLargestInfo = 124;
constexpr std::uint32_t kMasksInHeader = 52;  // later headers hold the masks themselves

bool known_depth(std::uint16_t bits) {
    return bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
}

Result<Compression> compression_of(std::uint32_t value, std::uint16_t bits, bool top_down) {
    if (value == 0) return Compression::none;
    if (value == 1 && bits == 8 && !top_down) return Compression::run_length_8;
    if (value == 2 && bits == 4 && !top_down) return Compression::run_length_4;
    if (value == 3 && (bits == 16 || bits == 32)) return Compression::bit_fields;
    return fail(Errc::unsupported, "a bitmap with an unknown compression", 16);
}

Result<void> read_core(ByteReader& reader, DibHeader& header) {
    header.width = TRY(reader.le<std::uint16_t>());
    header.height = TRY(reader.le<std::uint16_t>());
    TRY_VOID(reader.skip(2));
    header.bits = TRY(reader.le<std::uint16_t>());
    return {};
}

// The number of colours the header claims; 0: as many as the depth allows.
Result<std::uint32_t> read_info(ByteReader& reader, std::uint32_t size, DibHeader& header) {
    header.width = TRY(reader.le<std::uint32_t>());
    const auto height = static_cast<std::int32_t>(TRY(reader.le<std::uint32_t>()));
    header.top_down = height < 0;
    header.height = static_cast<std::uint32_t>(header.top_down ? -static_cast<std::int64_t>(height) : height);
    TRY_VOID(reader.skip(2));
    header.bits = TRY(reader.le<std::uint16_t>());
    const auto compression = TRY(reader.le<std::uint32_t>());
    header.compression = TRY(compression_of(compression, header.bits, header.top_down));
    TRY_VOID(reader.skip(12));
    const auto colors = TRY(reader.le<std::uint32_t>());
    TRY_VOID(reader.skip(4));
    if (header.bits == 16) header.masks = {0x7C00, 0x03E0, 0x001F};
    if (header.bits == 32) header.masks = {0xFF0000, 0x00FF00, 0x0000FF};
    if (header.compression == Compression::bit_fields)
        for (std::uint32_t& mask : header.masks) mask = TRY(reader.le<std::uint32_t>());
    if (size >= kMasksInHeader || header.compression != Compression::bit_fields) TRY_VOID(reader.seek(size));
    return colors;
}

Result<void> read_colors(ByteReader& reader, std::uint32_t claimed, bool core, DibHeader& header) {
    const std::uint32_t most = header.bits <= 8 ? 1U << header.bits : 0;
    const std::uint32_t count = claimed == 0 ? most : claimed;
    const std::size_t entry = core ? 3 : 4;
    // Deep bitmaps may carry colours for poor screens; they are passed over.
    if (count > reader.remaining() / entry)
        return fail(Errc::truncated, "a bitmap without its colours", reader.offset());
    for (std::uint32_t i = 0; i < count; ++i) {
        const Bytes bytes = TRY(reader.bytes(entry));
        if (i < most) header.colors.push_back({bytes[2], bytes[1], bytes[0], 0xFF});
    }
    return {};
}

}  // namespace

Result<DibHeader> read_dib_header(Bytes dib, std::optional<std::size_t> pixels_at) {
    ByteReader reader(dib);
    DibHeader header;
    const auto size = TRY(reader.le<std::uint32_t>());
    const bool core = size == kCoreSize;
    std::uint32_t colors = 0;
    if (core)
        TRY_VOID(read_core(reader, header));
    else if (size >= kInfoSize && size <= kLargestInfo)
        colors = TRY(read_info(reader, size, header));
    else
        return fail(Errc::bad_value, "this is no bitmap header", 0);
    if (!known_depth(header.bits)) return fail(Errc::bad_value, "a bitmap of an unknown depth", 14);
    if (header.width == 0 || header.height == 0) return fail(Errc::bad_value, "a picture without width or height", 4);
    if (header.width > kLongestSide || header.height > kLongestSide ||
        std::uint64_t{header.width} * header.height > kMostPixels)
        return fail(Errc::too_large, "a picture with more pixels than are converted", 4);
    TRY_VOID(read_colors(reader, colors, core, header));
    header.pixels_at = pixels_at.value_or(reader.position());
    if (header.pixels_at > dib.size()) return fail(Errc::truncated, "a bitmap without pixels", dib.size());
    return header;
}

}  // namespace restante::picture
