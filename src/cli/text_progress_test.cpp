#include "cli/text_progress.h"

#include <gtest/gtest.h>

#include "base/display_width.h"

namespace restante::cli {
namespace {

TEST(TextProgress, SaysHowFarAndHowLong) {
    EXPECT_EQ(progress_text({0, 0, 0, 0}, 0), "0 of 0 messages");
    EXPECT_EQ(progress_text({1'234'567, 617'283, 0, 20'000'000}, 10),
              "617,283 of 1,234,567 messages (49%), 61,728/s, 2.0 MB/s, 0:10 left");
    EXPECT_EQ(progress_text({10, 10, 0, 0}, 1), "10 of 10 messages (100%), 10/s, 0.0 MB/s");
}

TEST(TextProgress, StatusFitsTheTerminal) {
    const pipeline::Progress progress{1'234'567, 617'283, 0, 20'000'000};
    const std::string whole = progress_text(progress, 10), folder = "\u65e5\u672c\u8a9e/\u30e1\u30fc\u30eb";
    EXPECT_EQ(status_text(progress, 10, folder, 200), whole + ", " + folder);
    EXPECT_EQ(status_text(progress, 10, folder, whole.size() + 10), whole + ", \u65e5\u672c...");
    EXPECT_EQ(status_text(progress, 10, folder, whole.size() + 9), whole);
    EXPECT_EQ(status_text(progress, 10, "", 200), whole);
    EXPECT_EQ(status_text(progress, 10, folder, 19), "49%, 0:10 left");
    EXPECT_EQ(status_text(progress, 10, folder, 9), "49%, 0...");
    EXPECT_EQ(status_text({0, 0, 0, 0}, 1, folder, 5), "100%");
    for (std::size_t columns = 0; columns < 120; ++columns)
        EXPECT_LE(display_width(status_text(progress, 10, folder, columns)), columns);
}

}  // namespace
}  // namespace restante::cli
