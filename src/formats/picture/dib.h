// Device-independent bitmaps: with core or info headers, of 1 to 32 bits, plain, run-length coded or with bit fields.
// Source: [MS-WMF] 2.2.2.3, 2.2.2.9 (docs/formats/picture.md "DIB"). Integers are little-endian.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/picture/image.h"

namespace restante::picture {

struct DecodedPicture {
    Image image;
    bool cut = false;  // the bytes ended before the picture did, but after its half; the rest is white
};

// `pixels_at`: offset of the pixels, where a file header names it; else they follow the colours.
Result<DecodedPicture> read_dib(Bytes dib, std::optional<std::size_t> pixels_at = std::nullopt);

// A bitmap file: "BM", 14 bytes of header, a DIB.
[[nodiscard]] bool is_bitmap_file(Bytes bytes);
Result<DecodedPicture> read_bitmap_file(Bytes bytes);

enum class DeviceBitmapHeader : std::uint8_t {
    in_metafile,  // 10 bytes
    in_object,    // 14: a pointer of the writer's memory follows
};

// A device-dependent bitmap as OLE 1 and metafiles hold it: one bit a pixel, or 24 or 32. unsupported: those with
// colours of a palette that is not there. Source: [MS-WMF] 2.2.2.1
Result<DecodedPicture> read_device_bitmap(Bytes bitmap, DeviceBitmapHeader header);

// A 24-bit, bottom-up DIB.
[[nodiscard]] ByteVector write_dib(const Image& image);

}  // namespace restante::picture
