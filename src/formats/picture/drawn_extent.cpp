#include "formats/picture/drawn_extent.h"

#include <algorithm>
#include <cstdlib>

namespace restante::picture {
namespace {

void refine(Scale& scale, std::int64_t pixels, std::int64_t units) {
    const Scale other{std::abs(pixels) * kUnit, units};
    if (units > 0 && other.finer_than(scale)) scale = other;
}

}  // namespace

void DrawnExtent::add(Place place, std::int64_t around) {
    const Box box{place.x - around, place.y - around, place.x + around, place.y + around};
    if (!box_) box_ = box;
    box_ = Box{std::min(box_->left, box.left), std::min(box_->top, box.top), std::max(box_->right, box.right),
               std::max(box_->bottom, box.bottom)};
}

void DrawnExtent::add(const Lines& lines, std::int64_t around) {
    for (const Line& line : lines)
        for (const Place& place : line) add(place, around);
}

void DrawnExtent::fill(const Lines& outlines, FillRule, const Brush&, const Manner&) { add(outlines, 0); }

void DrawnExtent::stroke(const Lines& lines, const Pen& pen, const Manner&) {
    if (pen.style != PenStyle::none) add(lines, pen.width / 2);
}

Result<bool> DrawnExtent::show(const Blit& blit, const Brush&, const Manner&) {
    add({blit.to.left, blit.to.top}, 0);
    add({blit.to.right, blit.to.bottom}, 0);
    refine(across_, blit.from_width, blit.to.width());
    refine(down_, blit.from_height, blit.to.height());
    return false;
}

}  // namespace restante::picture
