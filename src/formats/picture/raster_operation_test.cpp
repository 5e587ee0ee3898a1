#include "formats/picture/raster_operation.h"

#include <gtest/gtest.h>

#include "formats/picture/colors_test.h"

namespace restante::picture {
namespace {

constexpr Color kPattern{0b1111'0000, 0, 0, 255}, kSource{0b1100'1100, 0, 0, 255}, kThere{0b1010'1010, 0, 0, 255};

TEST(RasterOperation, TheTableIsTheResultForTheThreeBasicColors) {
    for (unsigned table = 0; table < 256; ++table)
        EXPECT_EQ(RasterOperation(static_cast<std::uint8_t>(table)).apply(kPattern, kSource, kThere).red, table);
}

TEST(RasterOperation, PensHaveSixteen) {
    struct Row {
        std::uint16_t mode;
        unsigned red;
    };
    const unsigned pen = kPattern.red, there = kThere.red;
    for (const Row& row : {Row{1, 0},
                           {2, ~(pen | there)},
                           {4, ~pen},
                           {6, ~there},
                           {7, pen ^ there},
                           {9, pen & there},
                           {11, there},
                           {13, pen},
                           {15, pen | there},
                           {16, 255},
                           {0, pen},
                           {17, pen}})
        EXPECT_EQ(RasterOperation::of_pen(row.mode).apply(kPattern, kPattern, kThere).red, row.red & 0xFFU) << row.mode;
}

TEST(RasterOperation, KnowsWhetherThePatternMatters) {
    EXPECT_TRUE(kCopyPattern.uses_pattern());
    EXPECT_FALSE(kCopySource.uses_pattern());
    EXPECT_FALSE(RasterOperation(0x55).uses_pattern());
    EXPECT_TRUE(RasterOperation(0x5A).uses_pattern());
}

}  // namespace
}  // namespace restante::picture
