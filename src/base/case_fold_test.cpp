#include "base/case_fold.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(CaseFold, NamesThatCollideOnSomeFileSystemFoldAlike) {
    EXPECT_EQ(fold_case("Inbox"), fold_case("INBOX"));
    EXPECT_EQ(fold_case("M\xC3\xBCLL"), fold_case("m\xC3\x9Cll"));
    EXPECT_EQ(fold_case("Stra\xC3\x9F\x65"), fold_case("STRASSE"));
    EXPECT_EQ(fold_case("u\xCC\x88"), fold_case("\xC3\xBC"));  // decomposed and composed
}

TEST(CaseFold, OtherNamesStayApart) {
    EXPECT_NE(fold_case("Inbox"), fold_case("Inbox "));
    EXPECT_NE(fold_case("u"), fold_case("\xC3\xBC"));
    EXPECT_NE(fold_case("0"), fold_case("O"));
    EXPECT_EQ(fold_case(""), "");
}

TEST(CaseFold, InvalidTextIsNoAccident) { EXPECT_EQ(fold_case("A\xFF"), fold_case("a\xFF")); }

}  // namespace
}  // namespace restante
