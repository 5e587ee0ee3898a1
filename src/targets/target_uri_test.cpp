#include "targets/target_uri.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

TEST(TargetUri, SplitsSchemePlaceAndParameters) {
    const auto uri = TargetUri::parse("PST:dir/x:y?format=ansi&max-size=5%2B5%25&empty=&odd=%4");
    ASSERT_TRUE(uri) << uri.error().describe();
    EXPECT_EQ(uri->scheme, "pst");
    EXPECT_EQ(uri->rest, "dir/x:y");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"format", "ansi"}, {"max-size", "5+5%"}, {"empty", ""}, {"odd", "%4"}};
    EXPECT_EQ(uri->parameters, expected);
}

TEST(TargetUri, KeepsPathsAsTheyAre) {
    EXPECT_EQ(TargetUri::parse("json:-")->rest, "-");
    EXPECT_EQ(TargetUri::parse("maildir:100%25/out")->rest, "100%25/out");
    EXPECT_EQ(TargetUri::parse("imaps://me@host:993/Root")->rest, "//me@host:993/Root");
}

TEST(TargetUri, RefusesWhatIsNone) {
    for (const char* bad : {"", "out", "json:", ":out", "../x:y", "json:?a=b", "mbox:out?format", "mbox:out?=x"}) {
        const auto uri = TargetUri::parse(bad);
        ASSERT_FALSE(uri) << bad;
        EXPECT_EQ(uri.error().code, Errc::usage) << bad;
    }
}

}  // namespace
}  // namespace restante::targets
