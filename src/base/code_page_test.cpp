#include "base/code_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "base/utf8.h"

namespace restante {
namespace {

struct Case {
    int number;
    std::string bytes;
    std::string utf8;
    std::size_t unmappable;
};

TEST(CodePage, DecodesEveryKindOfPage) {
    const Case cases[] = {
        {1252, "J\xFCrgen \x80", "J\u00FCrgen \u20AC", 0},
        {1252, "\x81\x8D", "\xC2\x81\xC2\x8D", 0},  // undefined in 1252, kept as C1 controls by convention
        {1253, "\xD2", "\\xD2", 1},
        {850, "\x81", "\u00FC", 0},
        {437, "\x81", "\u00FC", 0},
        {437, "\xE6m", "\u00B5m", 0},  // B21: a micro sign as in Windows, not a Greek letter
        {852, "\xAA", "\u00AC", 0},
        {869, "\xEF\x88", "\u0384\u00B7", 0},
        {874, "\xA1\xFC", "\u0E01\\xFC", 1},  // not a letter of private use
        {1251, "\xCF\xF0", "\u041F\u0440", 0},
        {932, "\x93\xFA\x96\x7B", "\u65E5\u672C", 0},
        {949, "\xC7\xD1", "\uD55C", 0},
        {950, "\xA4\xA4", "\u4E2D", 0},
        {936, "\xD6\xD0", "\u4E2D", 0},
        {932, "a\x93", "a\\x93", 1},
        {65001, "a\xFFz", "a\\xFFz", 1},
    };
    for (const Case& one : cases) {
        const auto page = CodePage::numbered(one.number);
        ASSERT_TRUE(page) << one.number;
        std::string text;
        EXPECT_EQ(page->decode(as_bytes(one.bytes), text), one.unmappable) << one.number;
        EXPECT_EQ(text, one.utf8) << one.number;
    }
}

TEST(CodePage, OffsetsCountWhatIsShown) {
    const std::pair<int, std::string> cases[] = {
        {1252, "a\xFC b"}, {1253, "a\xD2z"}, {874, "\xA1\xFCz"}, {932, "a\x93\xFA\x96"}};
    for (const auto& [number, bytes] : cases) {
        const auto page = CodePage::numbered(number);
        ASSERT_TRUE(page) << number;
        const auto offsets = page->character_offsets(as_bytes(bytes));
        EXPECT_EQ(offsets.size(), utf8_length(page->decode(as_bytes(bytes)))) << number;
        EXPECT_TRUE(std::is_sorted(offsets.begin(), offsets.end()));
        EXPECT_LT(offsets.back(), bytes.size());
    }
}

TEST(CodePage, EncodesAndCountsWhatItCannot) {
    const auto page = CodePage::numbered(1252);
    ASSERT_TRUE(page);
    std::string bytes;
    EXPECT_EQ(page->encode("J\u00FCr \u65E5", bytes), 1U);
    EXPECT_EQ(bytes, "J\xFCr ?");
}

TEST(CodePage, LongTextCrossesInternalBuffers) {
    const auto page = CodePage::numbered(932);
    ASSERT_TRUE(page);
    std::string bytes;
    std::string expected;
    for (int i = 0; i < 5000; ++i) {
        bytes += "x\x93\xFA";
        expected += "x\u65E5";
    }
    EXPECT_EQ(page->decode(as_bytes(bytes)), expected);
}

TEST(CodePage, RefusesUnknownNumbers) {
    for (const int number : {0, -1, 1, 1200, 99999}) {
        const auto page = CodePage::numbered(number);
        ASSERT_FALSE(page) << number;
        EXPECT_EQ(page.error().code, Errc::unsupported);
    }
}

TEST(CodePage, ChoosesByWindowsLanguage) {
    EXPECT_EQ(CodePage::for_windows_language("English (American)"), 1252);
    EXPECT_EQ(CodePage::for_windows_language("German"), 1252);
    EXPECT_EQ(CodePage::for_windows_language("RUSSIAN"), 1251);
    EXPECT_EQ(CodePage::for_windows_language("Chinese (Traditional)"), 950);
    EXPECT_EQ(CodePage::for_windows_language(""), 1252);
}

}  // namespace
}  // namespace restante
