#include "formats/picture/metafile_mapping.h"

#include <cstdlib>

namespace restante::picture {
namespace {

// Origins and extents stay where products of them fit 64 bits: a metafile has 16 bits for each.
constexpr std::int64_t kFarthestOrigin = 1 << 17, kLargestExtent = 1 << 15;

std::int64_t on_axis(const Axis& axis, const Axis& base, std::int64_t coordinate) {
    const std::int64_t unit = std::abs(base.window_extent);
    const std::int64_t inside = (coordinate - axis.window_origin) * kUnit * unit / axis.window_extent;
    const std::int64_t view = std::abs(base.view_extent);
    const std::int64_t moved = (axis.view_origin - base.view_origin) * kUnit * unit / view;
    return clamped(clamped(inside) * axis.view_extent / view + moved);
}

}  // namespace

void Axis::move(std::int64_t& origin, std::int64_t by) {
    origin = std::clamp(origin + by, -kFarthestOrigin, kFarthestOrigin);
}

void Axis::scale(std::int64_t& extent, std::int64_t numerator, std::int64_t divisor) {
    if (numerator == 0 || divisor == 0) return;
    set_extent(extent, std::clamp(extent * numerator / divisor, -kLargestExtent, kLargestExtent));
}

Place Plane::at(const Mapping& mapping, std::int64_t x, std::int64_t y) {
    settle(mapping);
    const std::int64_t down = on_axis(mapping.y, base_->y, y);
    return {on_axis(mapping.x, base_->x, x), base_->upwards && !base_->window_known ? -down : down};
}

std::int64_t Plane::length(const Mapping& mapping, std::int64_t x) {
    return std::abs(at(mapping, x, 0).x - at(mapping, 0, 0).x);
}

std::optional<Box> Plane::window() const {
    if (!base_ || !base_->window_known) return std::nullopt;
    return Box{0, 0, std::abs(base_->x.window_extent) * kUnit, std::abs(base_->y.window_extent) * kUnit};
}

}  // namespace restante::picture
