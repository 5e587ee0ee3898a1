// What a brush leaves on each pixel.
#pragma once

#include <cstdint>

#include "formats/picture/drawing.h"

namespace restante::picture {

class Ink {
public:
    // Hatches and tiles are made of squares of `grain` pixels. Brush and manner outlive the ink.
    Ink(const Brush& brush, const Manner& manner, std::int64_t grain)
        : brush_(&brush), manner_(&manner), grain_(grain) {}

    // The pixels of a row from the one to before the other.
    void paint(Image& image, std::int64_t row, std::int64_t first, std::int64_t end) const;
    // What is there, with a pixel of a bitmap and by an operation of its own.
    [[nodiscard]] Color combined(const Color& there, std::int64_t x, std::int64_t y, const Color& source,
                                 RasterOperation operation) const;

private:
    // The colour of the pattern; false where it has a gap that lets through what is there.
    bool pattern(std::int64_t x, std::int64_t y, Color& color) const;

    const Brush* brush_;
    const Manner* manner_;
    std::int64_t grain_;
};

}  // namespace restante::picture
