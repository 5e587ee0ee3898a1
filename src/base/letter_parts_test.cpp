#include "base/letter_parts.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(LetterParts, LettersAndTheirMarks) {
    EXPECT_EQ(letter_parts(U'\u00E9'), U"e\u0301");
    EXPECT_EQ(letter_parts(U'\u01D5'), U"U\u0308\u0304");
    EXPECT_EQ(letter_parts(U'a'), U"a");
    EXPECT_EQ(letter_parts(U'\u00D8'), U"\u00D8");
    EXPECT_EQ(letter_parts(char32_t{0xD800}), std::u32string(1, char32_t{0xD800}));
    EXPECT_EQ(letter_parts(char32_t{0x110000}), std::u32string(1, char32_t{0x110000}));
}

}  // namespace
}  // namespace restante
