// What a drawing is made of, and the surface it is drawn on. Coordinates are those of the drawing (plane.h).
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "formats/picture/image.h"
#include "formats/picture/plane.h"
#include "formats/picture/raster_operation.h"
#include "formats/picture/region.h"

namespace restante::picture {

enum class FillRule : std::uint8_t { even_odd, winding };
enum class BrushKind : std::uint8_t { none, solid, hatched, tiled };
enum class Hatch : std::uint8_t { horizontal, vertical, falling, rising, cross, diagonal_cross };
enum class PenStyle : std::uint8_t { solid, dash, dot, dash_dot, dash_dot_dot, none };

struct Brush {
    BrushKind kind = BrushKind::solid;
    Color color{0xFF, 0xFF, 0xFF, 0xFF};
    Hatch hatch = Hatch::horizontal;
    std::shared_ptr<const Image> tile{};  // for tiled, never null then
    bool two_colors = false;              // black and white of the tile stand for text and ground
};

struct Pen {
    PenStyle style = PenStyle::solid;
    Color color{0, 0, 0, 0xFF};
    std::int64_t width = 0;  // what is thinner than a pixel is drawn one pixel wide
};

// What is the same for all ways of drawing at one moment.
struct Manner {
    RasterOperation operation = kCopyPattern;
    Color ground{0xFF, 0xFF, 0xFF, 0xFF}, text{0, 0, 0, 0xFF};
    bool opaque = true;              // gaps of hatches are filled with the ground
    const Region* region = nullptr;  // null: everything shows
};

// A bitmap, and what of it goes where.
struct Blit {
    RasterOperation operation = kCopySource;
    std::int64_t from_x = 0, from_y = 0, from_width = 0, from_height = 0;  // pixels; negative sizes mirror
    bool from_below = false;                                               // from_y counts from the lower edge
    bool device_bitmap = false;                                            // else a DIB
    Box to{};
    bool mirrored_x = false, mirrored_y = false;  // by its place
    Bytes bitmap{};
};

class Surface {
public:
    Surface() = default;
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    virtual ~Surface() = default;

    // The lines are closed whether they say so or not.
    virtual void fill(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner) = 0;
    virtual void stroke(const Lines& lines, const Pen& pen, const Manner& manner) = 0;
    // bad_value, truncated, unsupported, too_large: the bitmap cannot be read. True when it is cut.
    virtual Result<bool> show(const Blit& blit, const Brush& brush, const Manner& manner) = 0;
    // True once no more can be drawn in reasonable time.
    [[nodiscard]] virtual bool exhausted() const = 0;
};

}  // namespace restante::picture
