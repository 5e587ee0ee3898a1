#include "formats/picture/span_fill.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/picture/stroke.h"

namespace restante::picture {
namespace {

constexpr std::int64_t kSide = 8;

// Rows of "#" and ".", eight by eight.
std::vector<std::string> picture_of(const Lines& outlines, FillRule rule) {
    std::vector<std::string> rows(kSide, std::string(kSide, '.'));
    Work work(1'000'000);
    fill_spans(outlines, rule, {0, 0, kSide, kSide}, work, [&](std::int64_t row, std::int64_t first, std::int64_t end) {
        for (; first < end; ++first) rows.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(first)) = '#';
    });
    return rows;
}

Line pixels(Line line) {
    for (Place& place : line) place = {place.x * kUnit, place.y * kUnit};
    return line;
}

using Rows = std::vector<std::string>;

TEST(SpanFill, PixelsWhoseMiddleLiesInside) {
    EXPECT_EQ(picture_of({pixels({{1, 1}, {4, 1}, {4, 3}, {1, 3}})}, FillRule::even_odd),
              (Rows{"........", ".###....", ".###....", "........", "........", "........", "........", "........"}));
    EXPECT_EQ(picture_of({pixels({{0, 0}, {8, 8}, {0, 8}})}, FillRule::winding),
              (Rows{"........", "#.......", "##......", "###.....", "####....", "#####...", "######..", "#######."}));
}

TEST(SpanFill, RulesDifferWhereAnOutlineCoversItself) {
    const Line outer = pixels({{0, 0}, {6, 0}, {6, 6}, {0, 6}}), inner = pixels({{2, 2}, {4, 2}, {4, 4}, {2, 4}});
    const Line opposite(inner.rbegin(), inner.rend());
    const Rows hole{"######..", "######..", "##..##..", "##..##..", "######..", "######..", "........", "........"};
    EXPECT_EQ(picture_of({outer, inner}, FillRule::even_odd), hole);
    EXPECT_EQ(picture_of({outer, opposite}, FillRule::winding), hole);
    EXPECT_EQ(picture_of({outer, inner}, FillRule::winding)[2], "######..");
}

TEST(SpanFill, OnlyTheWindowIsFilled) {
    const Rows full(kSide, std::string(kSide, '#'));
    EXPECT_EQ(
        picture_of(
            {{{-kFarthest, -kFarthest}, {kFarthest, -kFarthest}, {kFarthest, kFarthest}, {-kFarthest, kFarthest}}},
            FillRule::even_odd),
        full);
    EXPECT_EQ(picture_of({{}, {{1, 1}}, {{0, 0}, {900, 0}}}, FillRule::winding), Rows(kSide, std::string(kSide, '.')));
}

TEST(SpanFill, WorkIsLimited) {
    Work work(100);
    std::size_t rows = 0;
    fill_spans({pixels({{0, 0}, {8, 0}, {8, 8}, {0, 8}})}, FillRule::even_odd, {0, 0, kSide, kSide}, work,
               [&](std::int64_t, std::int64_t, std::int64_t) { ++rows; });
    EXPECT_TRUE(work.exhausted());
    EXPECT_EQ(rows, 6U);
}

Rows stroked(const Line& line, PenStyle style, std::int64_t width) {
    Work work(1'000'000);
    Rows rows;
    outline_strokes({line}, style, width * kUnit, kUnit, work,
                    [&](const Lines& outlines) { rows = picture_of(outlines, FillRule::winding); });
    return rows;
}

TEST(Stroke, LinesHaveTheirWidth) {
    EXPECT_EQ(stroked(pixels({{2, 4}, {6, 4}}), PenStyle::solid, 2),
              (Rows{"........", "........", "........", ".######.", ".######.", "........", "........", "........"}));
    EXPECT_EQ(stroked(pixels({{4, 4}}), PenStyle::solid, 6),
              (Rows{"........", "..####..", ".######.", ".######.", ".######.", ".######.", "..####..", "........"}));
}

TEST(Stroke, DashesHaveGapsAndInvisiblePensDrawNothing) {
    EXPECT_EQ(stroked({{0, 384}, {8 * kUnit, 384}}, PenStyle::dot, 1)[1], "###..###");
    EXPECT_TRUE(stroked(pixels({{0, 0}, {8, 8}}), PenStyle::none, 1).empty());
}

TEST(Stroke, LongDashedLinesEnd) {
    Work work(10'000);
    outline_strokes({{{-kFarthest, 0}, {kFarthest, 0}}}, PenStyle::dot, kUnit, kUnit, work, [](const Lines&) {});
    EXPECT_TRUE(work.exhausted());
}

}  // namespace
}  // namespace restante::picture
