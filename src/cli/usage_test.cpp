#include "cli/usage.h"

#include <gtest/gtest.h>

#include "cli/output.h"

namespace restante::cli {
namespace {

TEST(Usage, SuggestsWhatIsNear) {
    const std::vector<std::string> commands{"inspect", "migrate", "check", "dump"};
    EXPECT_EQ(suggestion("migrtae", commands), "migrate");
    EXPECT_EQ(suggestion("chek", commands), "check");
    EXPECT_EQ(suggestion("dmp", commands), "dump");
    EXPECT_EQ(suggestion("frobnicate", commands), std::nullopt);
    EXPECT_EQ(suggestion(std::string(1000, 'x'), commands), std::nullopt);
}

TEST(Output, TerminalsSeeNoControlCharacters) {
    EXPECT_EQ(printable("a\x1b[2Jb\r\n\x7f"), "a?[2Jb???");
    EXPECT_EQ(printable("\u009b31m"), "?31m");  // CSI as one character
    EXPECT_EQ(printable("Z\u00fcrich \u20ac"), "Z\u00fcrich \u20ac");
}

}  // namespace
}  // namespace restante::cli
