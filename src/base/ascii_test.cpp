#include "base/ascii.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(Ascii, CaseOfLettersAlone) {
    EXPECT_EQ(ascii_upper("az @[`{ \xE4\xFC"), "AZ @[`{ \xE4\xFC");
    EXPECT_EQ(ascii_lower("AZ @[`{ \xC4\xDC"), "az @[`{ \xC4\xDC");
}

TEST(Ascii, EqualsIgnoringCase) {
    EXPECT_TRUE(equals_ignoring_ascii_case("IPM.Note", "ipm.NOTE"));
    EXPECT_TRUE(equals_ignoring_ascii_case("", ""));
    EXPECT_FALSE(equals_ignoring_ascii_case("IPM.Note", "IPM.Not"));
    EXPECT_FALSE(equals_ignoring_ascii_case("[", "{"));
    EXPECT_FALSE(equals_ignoring_ascii_case("\xC4", "\xE4"));
}

TEST(Ascii, Trimmed) {
    EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
    EXPECT_EQ(trimmed("\r\n \t"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("\xA0x\xA0"), "\xA0x\xA0");
}

}  // namespace
}  // namespace restante
