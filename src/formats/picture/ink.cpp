#include "formats/picture/ink.h"

#include <algorithm>
#include <span>

namespace restante::picture {
namespace {

constexpr std::int64_t kHatchCell = 8;  // pixels of the screen for which hatches were made

bool on_hatch(Hatch hatch, std::int64_t x, std::int64_t y) {
    const std::int64_t column = x % kHatchCell, row = y % kHatchCell;
    const bool across = row == kHatchCell / 2, down = column == kHatchCell / 2;
    const bool falling = column == row, rising = column + row == kHatchCell - 1;
    switch (hatch) {
        case Hatch::horizontal:
            return across;
        case Hatch::vertical:
            return down;
        case Hatch::falling:
            return falling;
        case Hatch::rising:
            return rising;
        case Hatch::cross:
            return across || down;
        case Hatch::diagonal_cross:
            return falling || rising;
    }
    return true;
}

}  // namespace

bool Ink::pattern(std::int64_t x, std::int64_t y, Color& color) const {
    switch (brush_->kind) {
        case BrushKind::none:
        case BrushKind::solid:
            color = brush_->color;
            return true;
        case BrushKind::hatched: {
            const bool on = on_hatch(brush_->hatch, x / grain_, y / grain_);
            color = on ? brush_->color : manner_->ground;
            return on || manner_->opaque;
        }
        case BrushKind::tiled: {
            const Image& tile = *brush_->tile;
            const Color& stored = tile.at(static_cast<std::uint32_t>(x / grain_ % tile.width()),
                                          static_cast<std::uint32_t>(y / grain_ % tile.height()));
            color = stored;
            if (brush_->two_colors) color = stored.red == 0 ? manner_->text : manner_->ground;
            return true;
        }
    }
    return true;
}

void Ink::paint(Image& image, std::int64_t row, std::int64_t first, std::int64_t end) const {
    const std::span<Color> pixels =
        image.row(static_cast<std::uint32_t>(row))
            .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(end - first));
    if (brush_->kind == BrushKind::solid && manner_->operation.copies_pattern()) {
        std::ranges::fill(pixels, brush_->color);
        return;
    }
    for (std::int64_t x = first; x < end; ++x) {
        Color& pixel = pixels[static_cast<std::size_t>(x - first)];
        Color color;
        if (pattern(x, row, color)) pixel = manner_->operation.apply(color, color, pixel);
    }
}

Color Ink::combined(const Color& there, std::int64_t x, std::int64_t y, const Color& source,
                    RasterOperation operation) const {
    Color color = source;
    if (operation.uses_pattern()) pattern(x, y, color);
    return operation.apply(color, source, there);
}

}  // namespace restante::picture
