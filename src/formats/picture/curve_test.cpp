#include "formats/picture/curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace restante::picture {
namespace {

TEST(Curve, SinesAreThoseOfMathematics) {
    for (std::int64_t tenths = -4000; tenths <= 8000; ++tenths)
        ASSERT_NEAR(sine(tenths), kSineOne * std::sin(static_cast<double>(tenths) * std::numbers::pi / 1800), 1.5)
            << tenths;
}

TEST(Curve, SquareRootsAreExact) {
    for (const std::uint64_t root : {0ULL, 1ULL, 2ULL, 46341ULL, 3037000499ULL})
        for (const std::uint64_t square : {root * root, root * root + 2 * root})
            EXPECT_EQ(square_root(square), static_cast<std::int64_t>(root)) << square;
}

TEST(Curve, EllipsesTouchTheirBoxAndClose) {
    const Line line = ellipse({100, 200, 1100, 600});
    EXPECT_EQ(line.front(), (Place{1100, 400}));
    EXPECT_EQ(line.back(), line.front());
    EXPECT_EQ(line[line.size() / 4], (Place{600, 200}));
}

TEST(Curve, ArcsGoCounterClockwiseFromStartToEnd) {
    const Box box{0, 0, 2000, 2000};
    struct Row {
        Place from, to;
        std::size_t points;
        Place middle;
    };
    constexpr Place kRight{3000, 1000}, kTop{1000, -50}, kLeft{-9, 1000}, kBottom{1000, 9000};
    for (const Row& row : {Row{kRight, kTop, 31, {1707, 293}},
                           {kTop, kRight, 91, {293, 1707}},
                           {kLeft, kBottom, 31, {293, 1707}},
                           {kTop, kTop, 121, {1000, 2000}}}) {
        const Line line = arc(box, row.from, row.to);
        ASSERT_EQ(line.size(), row.points);
        EXPECT_LE(std::abs(line[line.size() / 2].x - row.middle.x), 2);
        EXPECT_LE(std::abs(line[line.size() / 2].y - row.middle.y), 2);
    }
    EXPECT_EQ(arc({5, 5, 5, 5}, {1, 2}, {3, 4}).front(), (Place{5, 5}));
}

TEST(Curve, RoundedBoxesKeepTheirSides) {
    const Line line = rounded_box({0, 0, 1000, 800}, 200, 100);
    EXPECT_EQ(line.front(), (Place{1000, 50}));
    EXPECT_EQ(line.back(), line.front());
    for (const Place& place : line) {
        EXPECT_TRUE(place.x >= 0 && place.x <= 1000);
        EXPECT_TRUE(place.y >= 0 && place.y <= 800);
    }
}

}  // namespace
}  // namespace restante::picture
