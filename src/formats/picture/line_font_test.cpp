#include "formats/picture/line_font.h"

#include <gtest/gtest.h>

#include "base/code_page.h"
#include "base/utf8.h"

namespace restante::picture {
namespace {

TEST(LineFont, EveryLetterOfWesternAndCentralEuropeCanBeDrawn) {
    for (const int page : {1250, 1252, 1254}) {
        const auto code_page = CodePage::numbered(page);
        ASSERT_TRUE(code_page);
        for (unsigned byte = 0x20; byte < 0x100; ++byte) {
            const ByteVector one{static_cast<std::uint8_t>(byte)};
            const std::u32string text = utf8_characters(code_page->decode(one));
            const bool letter = (byte < 0x7F) || (byte >= 0xC0 && text.size() == 1 && text[0] < 0x180);
            if (!letter) continue;
            const auto drawn = letter_of(text[0]);
            ASSERT_TRUE(drawn) << page << ' ' << byte;
            EXPECT_GT(drawn->advance, 0);
            for (const Line& line : drawn->lines)
                for (const Place& place : line)
                    EXPECT_TRUE(place.x >= 0 && place.x <= 8 && place.y >= -2 && place.y <= 9);
        }
    }
}

TEST(LineFont, MarksStandAboveTheirLetter) {
    const auto plain = letter_of(U'e'), marked = letter_of(U'\u00E9');
    ASSERT_TRUE(plain && marked);
    EXPECT_EQ(marked->lines.size(), plain->lines.size() + 1);
    EXPECT_EQ(marked->advance, plain->advance);
    EXPECT_EQ(letter_of(U'\u00ED')->lines.size(), 2U);  // without its dot
    EXPECT_EQ(letter_of(U'\u00C9')->lines.back().back().y, 8);
}

TEST(LineFont, WhatHasNoShapeSaysSo) {
    EXPECT_FALSE(letter_of(U'\u0416'));
    EXPECT_FALSE(letter_of(U'\u65E5'));
    EXPECT_FALSE(missing_letter().lines.empty());
}

}  // namespace
}  // namespace restante::picture
