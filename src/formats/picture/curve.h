// Ellipses and parts of them as lines of many corners. Integers only, so that no processor rounds differently.
#pragma once

#include <cstdint>

#include "formats/picture/plane.h"

namespace restante::picture {

constexpr std::int32_t kSineOne = 1 << 16;

// The sine of an angle in tenths of a degree, kSineOne times as large.
[[nodiscard]] std::int32_t sine(std::int64_t tenths);
[[nodiscard]] inline std::int32_t cosine(std::int64_t tenths) { return sine(tenths + 900); }

// The largest integer whose square is not above `value`.
[[nodiscard]] std::int64_t square_root(std::uint64_t value);

[[nodiscard]] Line ellipse(const Box& bounds);  // closed
// Counter-clockwise, as seen on paper, from where the ray from the middle through `from` meets the ellipse to where
// that through `to` does; the whole ellipse when both are the same.
[[nodiscard]] Line arc(const Box& bounds, Place from, Place to);
// A box whose corners are quarters of an ellipse of that size; closed.
[[nodiscard]] Line rounded_box(const Box& box, std::int64_t width, std::int64_t height);

}  // namespace restante::picture
