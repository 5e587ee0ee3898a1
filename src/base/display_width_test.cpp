#include "base/display_width.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(DisplayWidth, CountsColumns) {
    const struct {
        std::string_view text;
        std::size_t columns;
    } rows[] = {{"", 0},
                {"Inbox", 5},
                {"Z\u00fcrich", 6},
                {"u\u0308", 1},
                {"\u65e5\u672c\u8a9e", 6},
                {"\uff21\uff76", 3},
                {"\ud55c", 2},
                {"\u1112\u1161\u11ab", 2},
                {"\U0001F4EC", 2},
                {"a\u200bb", 2},
                {"\xff\xe6\x97", 3}};
    for (const auto& row : rows) EXPECT_EQ(display_width(row.text), row.columns) << row.text;
}

TEST(DisplayWidth, CutsBetweenCharacters) {
    EXPECT_EQ(cut_to_width("Projects", 8), "Projects");
    EXPECT_EQ(cut_to_width("Projects", 7), "Proj...");
    EXPECT_EQ(cut_to_width("\u65e5\u672c\u8a9e\u65e5", 8), "\u65e5\u672c\u8a9e\u65e5");
    EXPECT_EQ(cut_to_width("\u65e5\u672c\u8a9e\u65e5", 7), "\u65e5\u672c...");
    EXPECT_EQ(cut_to_width("\u65e5\u672c\u8a9e\u65e5", 6), "\u65e5...");
    EXPECT_EQ(cut_to_width("Projects", 2), "..");
    EXPECT_EQ(cut_to_width("Projects", 0), "");
    for (std::size_t columns = 0; columns < 12; ++columns)
        EXPECT_LE(display_width(cut_to_width("a\u65e5u\u0308\ud55c\u1112\u1161\xff", columns)), columns);
}

}  // namespace
}  // namespace restante
