#include "cli/usage.h"

#include <gtest/gtest.h>

#include "cli/output.h"
#include "cli/text_progress.h"

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

TEST(Usage, KnowsWhatComesLater) {
    EXPECT_TRUE(is_later_command("wizard"));
    EXPECT_FALSE(is_later_command("migrate"));
    EXPECT_TRUE(is_later_option("--map=file"));
    EXPECT_TRUE(is_later_option("--workers"));
    EXPECT_FALSE(is_later_option("--to"));
}

TEST(Output, TerminalsSeeNoControlCharacters) {
    EXPECT_EQ(printable("a\x1b[2Jb\r\n\x7f"), "a?[2Jb???");
    EXPECT_EQ(printable("\u009b31m"), "?31m");  // CSI as one character
    EXPECT_EQ(printable("Z\u00fcrich \u20ac"), "Z\u00fcrich \u20ac");
}

TEST(TextProgress, SaysHowFarAndHowLong) {
    EXPECT_EQ(progress_text({0, 0, 0, 0}, 0), "0 of 0 messages");
    EXPECT_EQ(progress_text({1'234'567, 617'283, 0, 20'000'000}, 10),
              "617,283 of 1,234,567 messages (49%), 61,728/s, 2.0 MB/s, 0:10 left");
    EXPECT_EQ(progress_text({10, 10, 0, 0}, 1), "10 of 10 messages (100%), 10/s, 0.0 MB/s");
}

}  // namespace
}  // namespace restante::cli
