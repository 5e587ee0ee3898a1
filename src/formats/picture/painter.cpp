#include "formats/picture/painter.h"

#include <algorithm>
#include <span>
#include <vector>

#include "formats/picture/dib.h"
#include "formats/picture/ink.h"
#include "formats/picture/span_fill.h"
#include "formats/picture/stroke.h"

namespace restante::picture {
namespace {

// Many small records could each claim a large bitmap. docs/formats/picture.md "Limits"
constexpr std::uint64_t kMostDecoded = 64ULL * 1024 * 1024;  // pixels of bitmaps: four times the largest one

// Whole pixels: those whose middle lies inside.
std::int64_t pixel_of(std::int64_t place) { return floor_divide(place + kUnit / 2 - 1, kUnit); }

Box pixels_of(const Box& box) {
    return {pixel_of(box.left), pixel_of(box.top), pixel_of(box.right), pixel_of(box.bottom)};
}

// Makes a size positive; true when that mirrored it.
bool straighten(std::int64_t& start, std::int64_t& size) {
    if (size >= 0) return false;
    start += size;
    size = -size;
    return true;
}

}  // namespace

Painter::Painter(Image& image, const View& view)
    : image_(&image), view_(view), work_(kMostPainted), decoding_(kMostDecoded) {}

Lines Painter::seen(const Lines& lines) const {
    Lines result = lines;
    for (Line& line : result)
        for (Place& place : line) place = view_.at(place);
    return result;
}

void Painter::in_region(const Manner& manner, std::int64_t row, std::int64_t first, std::int64_t end,
                        const RunOfPixels& paint_run) {
    const auto run = [&](std::int64_t from, std::int64_t to) {
        if (from < to && work_.spend(static_cast<std::uint64_t>(to - from))) paint_run(row, from, to);
    };
    if (manner.region == nullptr || !manner.region->boxes()) return run(first, end);
    if (!work_.spend(manner.region->boxes()->size())) return;
    for (const Box& box : *manner.region->boxes()) {
        const Place upper = view_.at({box.left, box.top}), lower = view_.at({box.right, box.bottom});
        const Box pixels = pixels_of({upper.x, upper.y, lower.x, lower.y});
        if (row >= pixels.top && row < pixels.bottom) run(std::max(first, pixels.left), std::min(end, pixels.right));
    }
}

void Painter::paint(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner) {
    const Ink ink(brush, manner, view_.grain);
    const RunOfPixels paint_run = [&](std::int64_t row, std::int64_t first, std::int64_t end) {
        ink.paint(*image_, row, first, end);
    };
    fill_spans(outlines, rule, whole(), work_, [&](std::int64_t row, std::int64_t first, std::int64_t end) {
        in_region(manner, row, first, end, paint_run);
    });
}

void Painter::fill(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner) {
    if (brush.kind == BrushKind::none && manner.operation.uses_pattern()) return;
    paint(seen(outlines), rule, brush, manner);
}

void Painter::stroke(const Lines& lines, const Pen& pen, const Manner& manner) {
    const std::int64_t one = view_.grain * kUnit;
    const std::int64_t width = std::max({one, view_.across.of(pen.width), view_.down.of(pen.width)});
    const Brush brush{.color = pen.color};
    // Only thin pens draw dashes.
    outline_strokes(seen(lines), width > one && pen.style != PenStyle::none ? PenStyle::solid : pen.style, width, one,
                    work_, [&](const Lines& outlines) { paint(outlines, FillRule::winding, brush, manner); });
}

Result<bool> Painter::show(const Blit& blit, const Brush& brush, const Manner& manner) {
    const DecodedPicture source = TRY(
        blit.device_bitmap ? read_device_bitmap(blit.bitmap, DeviceBitmapHeader::in_metafile) : read_dib(blit.bitmap));
    const std::int64_t source_width = source.image.width(), source_height = source.image.height();
    if (!decoding_.spend(static_cast<std::uint64_t>(source_width * source_height)))
        return fail(Errc::too_large, "a metafile with more pixels than are converted");
    std::int64_t from_x = blit.from_x, from_y = blit.from_y, from_width = blit.from_width,
                 from_height = blit.from_height;
    const bool mirrored = straighten(from_x, from_width) != blit.mirrored_x;
    const bool flipped = straighten(from_y, from_height) != blit.mirrored_y;
    if (blit.from_below) from_y = source_height - from_y - from_height;

    const Place upper = view_.at({blit.to.left, blit.to.top}), lower = view_.at({blit.to.right, blit.to.bottom});
    Box to = pixels_of({upper.x, upper.y, lower.x, lower.y});
    to.right = std::max(to.right, to.left + 1), to.bottom = std::max(to.bottom, to.top + 1);
    const Ink ink(brush, manner, view_.grain);
    const Box shown = to.shared_with(whole());
    std::vector<std::int64_t> columns;  // of the bitmap, for each that is shown; -1: none
    for (std::int64_t x = shown.left; x < shown.right; ++x) {
        const std::int64_t across = mirrored ? to.right - 1 - x : x - to.left;
        const std::int64_t column = from_x + across * from_width / to.width();
        columns.push_back(column < source_width ? column : -1);
    }
    for (std::int64_t y = shown.top; y < shown.bottom && !work_.exhausted(); ++y) {
        const std::int64_t down = flipped ? to.bottom - 1 - y : y - to.top;
        const std::int64_t row = from_y + down * from_height / to.height();
        if (row < 0 || row >= source_height) continue;
        const std::span<const Color> colors = source.image.row(static_cast<std::uint32_t>(row));
        const std::span<Color> pixels = image_->row(static_cast<std::uint32_t>(y));
        in_region(manner, y, shown.left, shown.right, [&](std::int64_t, std::int64_t first, std::int64_t end) {
            for (std::int64_t x = first; x < end; ++x) {
                const std::int64_t column = columns[static_cast<std::size_t>(x - shown.left)];
                if (column < 0) continue;
                Color& pixel = pixels[static_cast<std::size_t>(x)];
                pixel = ink.combined(pixel, x, y, colors[static_cast<std::size_t>(column)], blit.operation);
            }
        });
    }
    return source.cut;
}

}  // namespace restante::picture
