#include "targets/pst/store_names.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

TEST(StoreNames, SafeAndDifferent) {
    const std::vector<std::string> names =
        store_file_names({{"JDOE"}, {"jdoe"}, {""}, {"A/B"}, {"A\\B"}, {"CON"}, {".."}, {""}});
    const std::vector<std::string> wanted{"JDOE.pst",    "jdoe (2).pst", "mailbox.pst",     "A_B.pst",
                                          "A_B (2).pst", "_CON.pst",     "mailbox (2).pst", "mailbox (3).pst"};
    EXPECT_EQ(names, wanted);
}

TEST(StoreNames, Parts) {
    EXPECT_EQ(part_path("dir/JDOE.pst", 1), "dir/JDOE.pst");
    EXPECT_EQ(part_path("dir/JDOE.pst", 2), "dir/JDOE-2.pst");
    EXPECT_EQ(part_path("a.b.PST", 12), "a.b-12.PST");
}

}  // namespace
}  // namespace restante::targets
