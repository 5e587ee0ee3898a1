#include "base/unfolded_line.h"

#include <gtest/gtest.h>

#include <vector>

namespace restante {
namespace {

std::vector<std::string> lines_of(std::string_view text, std::string_view folds, std::size_t limit = 100) {
    std::vector<std::string> lines;
    for (std::size_t position = 0; position < text.size();)
        lines.push_back(next_unfolded_line(text, position, folds, limit));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(UnfoldedLine, JoinsWhatIsFolded) {
    EXPECT_EQ(lines_of("a\n b\r\n\tc\nd", " \t"), (Lines{"abc", "d"}));
    EXPECT_EQ(lines_of("a\n\tb\n", " "), (Lines{"a", "\tb"}));
    EXPECT_EQ(lines_of("a\n\nb\n ", " "), (Lines{"a", "", "b"}));
}

TEST(UnfoldedLine, StopsAtTheLimit) { EXPECT_EQ(lines_of("abc\n def\n ghi", " ", 4), (Lines{"abcdef", " ghi"})); }

}  // namespace
}  // namespace restante
