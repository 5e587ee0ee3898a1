// Metafiles for tests: a window, bitmaps in it, an end.
#pragma once

#include <cstdint>

#include "base/byte_writer.h"
#include "formats/picture/image.h"

namespace restante::picture {

class MetafileWriter {
public:
    MetafileWriter(std::int16_t width, std::int16_t height);

    void record(std::uint16_t function, Bytes parameters);
    // The whole image, stretched (record 0F43); `operation` is a raster operation.
    void stretch(const Image& image, std::int16_t x, std::int16_t y, std::int16_t width, std::int16_t height,
                 std::uint32_t operation = 0x00CC0020);
    [[nodiscard]] ByteVector take() &&;

private:
    ByteWriter writer_;
};

}  // namespace restante::picture
