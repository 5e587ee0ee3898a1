#include "base/utf8.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string_view>

namespace restante {
namespace {

TEST(Utf8, ValidText) {
    for (const std::string_view text : {"", "plain", "J\xC3\xBCrgen", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80",
                                        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_valid_utf8(text)) << text;
    EXPECT_TRUE(is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, InvalidText) {
    for (const std::string_view text : {
             "\x80",              // a continuation alone
             "\xC3",              // cut off
             "\xC3z",             // no continuation
             "\xE2\x82",          // cut off
             "\xF0\x90\x80",      // cut off
             "\xC0\x80",          // not the shortest form of NUL
             "\xC1\xBF",          // not the shortest form
             "\xE0\x9F\xBF",      // not the shortest form
             "\xF0\x8F\xBF\xBF",  // not the shortest form
             "\xED\xA0\x80",      // surrogate
             "\xED\xBF\xBF",      // surrogate
             "\xF4\x90\x80\x80",  // beyond U+10FFFF
             "\xF8\x88\x80\x80\x80",
             "\xFF",
             "good then \xFE",
         })
        EXPECT_FALSE(is_valid_utf8(text));
}

TEST(Utf8, Ascii) {
    EXPECT_TRUE(is_ascii(""));
    EXPECT_TRUE(is_ascii("\x01~\x7F"));
    EXPECT_FALSE(is_ascii("a\xC3\xBC"));
}

TEST(Utf8, PrefixEndsOnACharacter) {
    constexpr std::string_view kText = "a\xC3\xBC\xE2\x82\xAC";
    const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6};
    for (std::size_t limit = 0; limit < 8; ++limit)
        EXPECT_EQ(utf8_prefix(kText, limit).size(), expected[limit]) << limit;
    EXPECT_EQ(utf8_prefix("\x80\x80\x80", 2), "");  // invalid text: still ends, still a prefix
}

TEST(Utf8, CharactersOfEveryLength) {
    EXPECT_EQ(utf8_characters(""), U"");
    EXPECT_EQ(utf8_characters("a\u00E9\u20AC\U0001F600z"), U"a\u00E9\u20AC\U0001F600z");
}

TEST(Utf8, IndexCountsCharacters) {
    constexpr std::string_view kText = "a\xC3\xBC\xE2\x82\xAC";
    const std::size_t expected[] = {0, 1, 3, 6, 6, 6};
    for (std::size_t index = 0; index < 6; ++index) EXPECT_EQ(utf8_index(kText, index), expected[index]) << index;
    EXPECT_EQ(utf8_index("", 3), 0U);
}

}  // namespace
}  // namespace restante
