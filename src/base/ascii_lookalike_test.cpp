#include "base/ascii_lookalike.h"

#include <gtest/gtest.h>

#include <utility>

namespace restante {
namespace {

TEST(AsciiLookalike, LettersBecomeTheirLikeness) {
    const std::pair<const char*, const char*> cases[] = {
        {"", ""},
        {"JDOE", "JDOE"},
        {"J\xC3\xB6rg \xC3\x9F", "Jorg ss"},
        {"\xC3\x85\xC3\xA6\xC3\x98\xC5\x81", "AaeOL"},
        {"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "Ivan"},
        {"\xCE\x91\xCE\xBB\xCE\xAD\xCE\xBE", "Alex"},
        {"a\tb\r\n\x7F"
         "c",
         "abc"},
        {"\xF0\x9F\x98\x80", ""},
        {"~ !", "~ !"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(ascii_lookalike(text), expected) << text;
}

TEST(AsciiLookalike, IsAsciiWhateverTheText) {
    for (std::uint32_t point = 1; point < 0x3000; ++point) {
        if (point >= 0xD800 && point < 0xE000) continue;
        std::string text;
        if (point < 0x80)
            text += static_cast<char>(point);
        else if (point < 0x800)
            text = {static_cast<char>(0xC0U | (point >> 6U)), static_cast<char>(0x80U | (point & 0x3FU))};
        else
            text = {static_cast<char>(0xE0U | (point >> 12U)), static_cast<char>(0x80U | ((point >> 6U) & 0x3FU)),
                    static_cast<char>(0x80U | (point & 0x3FU))};
        for (const char c : ascii_lookalike(text)) ASSERT_TRUE(c >= 0x20 && c < 0x7F) << point;
    }
}

}  // namespace
}  // namespace restante
