// Metafiles for tests: a window, what is drawn in it, an end.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "base/byte_writer.h"
#include "formats/picture/image.h"

namespace restante::picture {

class MetafileWriter {
public:
    MetafileWriter(std::int16_t width, std::int16_t height);

    void record(std::uint16_t function, Bytes parameters);
    // Whose parameters are signed words.
    void record(std::uint16_t function, std::initializer_list<int> words);
    // A solid brush or a pen, made and selected; objects are numbered from 0.
    void brush(Color color);
    void pen(Color color, int width, int style = 0);
    // The whole image, stretched (record 0F43); `operation` is a raster operation.
    void stretch(const Image& image, std::int16_t x, std::int16_t y, std::int16_t width, std::int16_t height,
                 std::uint32_t operation = 0x00CC0020);
    [[nodiscard]] ByteVector take() &&;

private:
    void select();

    ByteWriter writer_;
    int objects_ = 0;
};

}  // namespace restante::picture
