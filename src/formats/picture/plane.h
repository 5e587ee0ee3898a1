// Places on the plane of a drawing, in 256ths of its unit. Integers only: the same drawing gives the same pixels on
// every machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace restante::picture {

constexpr std::int64_t kUnit = 256;
// No coordinate lies farther out, so that the product of two fits 64 bits.
constexpr std::int64_t kFarthest = std::int64_t{1} << 30U;

[[nodiscard]] constexpr std::int64_t clamped(std::int64_t coordinate) {
    return std::clamp(coordinate, -kFarthest, kFarthest);
}

// Rounds towards negative infinity; `divisor` is positive.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

struct Place {
    std::int64_t x = 0, y = 0;

    bool operator==(const Place&) const = default;
};

using Line = std::vector<Place>;  // from place to place; closed when it ends where it begins
using Lines = std::vector<Line>;

// x grows to the right, y downwards; right and lower edge do not belong to it.
struct Box {
    std::int64_t left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] std::int64_t width() const { return right - left; }
    [[nodiscard]] std::int64_t height() const { return bottom - top; }
    [[nodiscard]] bool empty() const { return left >= right || top >= bottom; }
    [[nodiscard]] Box shared_with(const Box& other) const {
        return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right),
                std::min(bottom, other.bottom)};
    }
    // Whichever corners were named.
    [[nodiscard]] static Box between(Place one, Place other) {
        return {std::min(one.x, other.x), std::min(one.y, other.y), std::max(one.x, other.x), std::max(one.y, other.y)};
    }
    [[nodiscard]] Line outline() const {
        return {{left, top}, {right, top}, {right, bottom}, {left, bottom}, {left, top}};
    }

    bool operator==(const Box&) const = default;
};

}  // namespace restante::picture
