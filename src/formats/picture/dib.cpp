#include "formats/picture/dib.h"

#include <algorithm>
#include <bit>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/picture/dib_header.h"
#include "formats/picture/run_length.h"

namespace restante::picture {
namespace {

constexpr std::size_t kFileHeader = 14;
constexpr std::uint64_t kLongestRun = 255;  // pixels of two bytes of run-length code
constexpr Color kWhite{0xFF, 0xFF, 0xFF, 0xFF};
constexpr Color kBlack{0, 0, 0, 0xFF};

// The bits of `value` under `mask`, stretched to eight.
std::uint8_t channel(std::uint32_t value, std::uint32_t mask) {
    if (mask == 0) return 0;
    const int shift = std::countr_zero(mask);
    const std::uint64_t most = mask >> shift;
    return static_cast<std::uint8_t>(((value & mask) >> shift) * 255ULL / most);
}

std::uint32_t little_endian(Bytes row, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = (value << 8U) | row[at + i];
    return value;
}

Color pixel(const DibHeader& header, Bytes row, std::uint32_t x) {
    switch (header.bits) {
        case 16:
        case 32: {
            const std::size_t size = header.bits / 8U;
            const std::uint32_t value = little_endian(row, x * size, size);
            return {channel(value, header.masks[0]), channel(value, header.masks[1]), channel(value, header.masks[2]),
                    0xFF};
        }
        case 24:
            return {row[x * 3 + 2], row[x * 3 + 1], row[x * 3], 0xFF};
        default: {
            const std::size_t per_byte = 8U / header.bits;
            const std::size_t shift = (per_byte - 1 - x % per_byte) * header.bits;
            const std::size_t index = (std::uint32_t{row[x / per_byte]} >> shift) & ((1U << header.bits) - 1U);
            return index < header.colors.size() ? header.colors[index] : kBlack;
        }
    }
}

// Otherwise a few bytes of header could claim memory for millions of pixels.
Result<void> must_hold_half(std::uint64_t wanted, std::size_t there) {
    if (there < wanted / 2) return fail(Errc::truncated, "less than half of a bitmap is there");
    return {};
}

}  // namespace

Result<DecodedPicture> read_dib(Bytes dib, std::optional<std::size_t> pixels_at) {
    const DibHeader header = TRY(read_dib_header(dib, pixels_at));
    const Bytes pixels = dib.subspan(header.pixels_at);
    const std::uint64_t stride = (std::uint64_t{header.width} * header.bits + 31) / 32 * 4;
    const bool run_lengths =
        header.compression == Compression::run_length_4 || header.compression == Compression::run_length_8;
    const std::uint64_t all = std::uint64_t{header.width} * header.height;
    TRY_VOID(must_hold_half(run_lengths ? all / kLongestRun * 2 : stride * header.height, pixels.size()));
    DecodedPicture picture{TRY(Image::create(header.width, header.height, kWhite))};
    if (run_lengths) {
        picture.cut = !expand_run_lengths(header, pixels, picture.image);
        return picture;
    }
    const std::uint64_t used = (std::uint64_t{header.width} * header.bits + 7) / 8;
    for (std::uint32_t i = 0; i < header.height; ++i) {
        if (i * stride + used > pixels.size()) {
            picture.cut = true;
            break;
        }
        const Bytes row = pixels.subspan(static_cast<std::size_t>(i * stride), static_cast<std::size_t>(used));
        const std::uint32_t y = header.top_down ? i : header.height - 1 - i;
        for (std::uint32_t x = 0; x < header.width; ++x) picture.image.set(x, y, pixel(header, row, x));
    }
    return picture;
}

bool is_bitmap_file(Bytes bytes) { return bytes.size() > kFileHeader && bytes[0] == 'B' && bytes[1] == 'M'; }

Result<DecodedPicture> read_bitmap_file(Bytes bytes) {
    if (!is_bitmap_file(bytes)) return fail(Errc::bad_magic, "this is no bitmap file", 0);
    ByteReader reader(bytes);
    TRY_VOID(reader.skip(10));
    const auto offset = TRY(reader.le<std::uint32_t>());
    std::optional<std::size_t> pixels_at;
    if (offset > kFileHeader) pixels_at = offset - kFileHeader;
    return read_dib(bytes.subspan(kFileHeader), pixels_at);
}

Result<DecodedPicture> read_device_bitmap(Bytes bitmap, DeviceBitmapHeader kind) {
    ByteReader reader(bitmap);
    TRY_VOID(reader.skip(2));
    const auto width = TRY(reader.le<std::uint16_t>()), height = TRY(reader.le<std::uint16_t>()),
               stride = TRY(reader.le<std::uint16_t>());
    const auto planes = TRY(reader.le<std::uint8_t>()), bits = TRY(reader.le<std::uint8_t>());
    if (kind == DeviceBitmapHeader::in_object) TRY_VOID(reader.skip(4));
    if (planes != 1 || (bits != 1 && bits != 24 && bits != 32))
        return fail(Errc::unsupported, "a bitmap whose colours only its screen knew", 8);
    const std::size_t used = (std::size_t{width} * bits + 7) / 8;
    if (stride < used) return fail(Errc::bad_value, "rows of a bitmap are shorter than its width", 6);
    DibHeader header;
    header.bits = bits;
    header.colors = {kBlack, kWhite};
    header.masks = {0xFF0000, 0x00FF00, 0x0000FF};
    TRY_VOID(must_hold_half(std::uint64_t{stride} * height, reader.remaining()));
    DecodedPicture picture{TRY(Image::create(width, height, kWhite))};
    for (std::uint32_t y = 0; y < height; ++y) {
        if (reader.remaining() < used) {
            picture.cut = true;
            break;
        }
        const Bytes row = TRY(reader.bytes(std::min<std::size_t>(stride, reader.remaining())));
        for (std::uint32_t x = 0; x < width; ++x) picture.image.set(x, y, pixel(header, row, x));
    }
    return picture;
}

ByteVector write_dib(const Image& image) {
    ByteWriter writer;
    writer.le<std::uint32_t>(40);
    writer.le(image.width());
    writer.le(image.height());
    writer.le<std::uint16_t>(1);
    writer.le<std::uint16_t>(24);
    writer.zeros(24);
    for (std::uint32_t y = image.height(); y-- > 0;) {
        for (std::uint32_t x = 0; x < image.width(); ++x) {
            const Color& color = image.at(x, y);
            writer.bytes(ByteVector{color.blue, color.green, color.red});
        }
        writer.align(4);
    }
    return std::move(writer).take();
}

}  // namespace restante::picture
