#include "formats/picture/curve.h"

#include <algorithm>

namespace restante::picture {
namespace {

constexpr std::int64_t kQuarter = 900, kTurn = 4 * kQuarter;
constexpr std::int64_t kStep = 30;  // 120 corners a turn: what is round stays round in pictures of our size

// The Taylor series in 30 binary places; off by less than one part of 2^16 between 0 and a quarter.
std::int32_t first_quarter(std::int64_t tenths) {
    constexpr std::int64_t kOne = std::int64_t{1} << 30U;
    constexpr std::int64_t kTenth = 1874033;  // of a degree, in radians
    const std::int64_t angle = tenths * kTenth, square = angle * angle / kOne;
    std::int64_t term = angle, sum = angle;
    for (std::int64_t i = 2; i <= 12; i += 2) {
        term = -term * square / kOne / (i * (i + 1));
        sum += term;
    }
    return static_cast<std::int32_t>((sum + (1 << 13)) >> 14U);
}

struct Ellipse {
    Place middle{};
    std::int64_t across = 0, down = 0;  // half of the axes

    explicit Ellipse(const Box& bounds)
        : middle{(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2},
          across(bounds.width() / 2),
          down(bounds.height() / 2) {}

    // `right` and `up` are parts of kSineOne.
    [[nodiscard]] Place at(std::int64_t right, std::int64_t up) const {
        return {middle.x + across * right / kSineOne, middle.y - down * up / kSineOne};
    }
    [[nodiscard]] Place at_angle(std::int64_t tenths) const { return at(cosine(tenths), sine(tenths)); }
};

// A direction as a point of the unit circle.
struct Direction {
    std::int64_t right = kSineOne, up = 0;

    bool operator==(const Direction&) const = default;
};

Direction direction(const Ellipse& ellipse, Place through) {
    if (ellipse.across == 0 || ellipse.down == 0) return {};
    std::int64_t right = (through.x - ellipse.middle.x) * kSineOne / ellipse.across,
                 up = (ellipse.middle.y - through.y) * kSineOne / ellipse.down;
    while (std::max(std::abs(right), std::abs(up)) > kFarthest) right /= 2, up /= 2;
    const std::int64_t length = square_root(static_cast<std::uint64_t>(right * right + up * up));
    if (length == 0) return {};
    return {right * kSineOne / length, up * kSineOne / length};
}

// Grows with the angle, counter-clockwise from the right, from 0 to below 4 kSineOne.
std::int64_t order(const Direction& direction) {
    const auto [right, up] = direction;
    const std::int64_t part = up * kSineOne / std::max<std::int64_t>(1, std::abs(right) + std::abs(up));
    if (right < 0) return 2 * kSineOne - part;
    return part < 0 ? 4 * kSineOne + part : part;
}

}  // namespace

std::int32_t sine(std::int64_t tenths) {
    std::int64_t angle = tenths % kTurn;
    if (angle < 0) angle += kTurn;
    const bool below = angle >= 2 * kQuarter;
    if (below) angle -= 2 * kQuarter;
    const std::int32_t value = first_quarter(angle > kQuarter ? 2 * kQuarter - angle : angle);
    return below ? -value : value;
}

std::int64_t square_root(std::uint64_t value) {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 62U; bit != 0; bit >>= 2U) {
        if (value >= root + bit) {
            value -= root + bit;
            root = (root >> 1U) + bit;
        } else {
            root >>= 1U;
        }
    }
    return static_cast<std::int64_t>(root);
}

Line ellipse(const Box& bounds) {
    const Ellipse shape(bounds);
    Line line;
    for (std::int64_t angle = 0; angle <= kTurn; angle += kStep) line.push_back(shape.at_angle(angle));
    return line;
}

Line arc(const Box& bounds, Place from, Place to) {
    const Ellipse shape(bounds);
    const Direction first = direction(shape, from), last = direction(shape, to);
    const std::int64_t start = order(first);
    std::int64_t end = order(last);
    if (end <= start) end += 4 * kSineOne;
    Line line{shape.at(first.right, first.up)};
    for (std::int64_t angle = 0; angle < 2 * kTurn; angle += kStep) {
        const std::int64_t place = order({cosine(angle), sine(angle)}) + (angle < kTurn ? 0 : 4 * kSineOne);
        if (place > start && place < end) line.push_back(shape.at_angle(angle));
    }
    line.push_back(shape.at(last.right, last.up));
    return line;
}

Line rounded_box(const Box& box, std::int64_t width, std::int64_t height) {
    const std::int64_t across = std::min(std::abs(width), box.width()) / 2,
                       down = std::min(std::abs(height), box.height()) / 2;
    const Ellipse corner({-across, -down, across, down});
    const Place middles[] = {{box.right - across, box.top + down},
                             {box.left + across, box.top + down},
                             {box.left + across, box.bottom - down},
                             {box.right - across, box.bottom - down}};
    Line line;
    for (std::int64_t quarter = 0; quarter < 4; ++quarter)
        for (std::int64_t angle = quarter * kQuarter; angle <= (quarter + 1) * kQuarter; angle += kStep) {
            const Place place = corner.at_angle(angle);
            line.push_back({middles[quarter].x + place.x, middles[quarter].y + place.y});
        }
    line.push_back(line.front());
    return line;
}

}  // namespace restante::picture
