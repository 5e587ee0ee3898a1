#include "formats/pst/ltp/text_codec.h"

#include <gtest/gtest.h>

namespace restante::pst::ltp {
namespace {

ByteVector utf16(std::string_view text) {
    ByteVector bytes;
    append_utf16(text, bytes);
    return bytes;
}

TEST(PstText, Utf16) {
    EXPECT_EQ(utf16(""), ByteVector());
    EXPECT_EQ(utf16("A\xC3\xA9"), (ByteVector{0x41, 0, 0xE9, 0}));
    EXPECT_EQ(utf16("\xE2\x82\xAC"), (ByteVector{0xAC, 0x20}));
    EXPECT_EQ(utf16("\xF0\x9F\x98\x80"), (ByteVector{0x3D, 0xD8, 0x00, 0xDE}));
}

TEST(PstText, WhatIsNoUtf8BecomesReplacementCharacters) {
    const ByteVector one{0xFD, 0xFF};
    EXPECT_EQ(utf16("\xFF"), one);
    EXPECT_EQ(utf16("\xC3"), one);                    // cut off
    EXPECT_EQ(utf16("\xC0\x80").size(), 4U);          // not the shortest form
    EXPECT_EQ(utf16("\xED\xA0\x80").size(), 6U);      // a surrogate
    EXPECT_EQ(utf16("\xF4\x90\x80\x80").size(), 8U);  // above U+10FFFF
    EXPECT_EQ(utf16("\xE2\x41"), (ByteVector{0xFD, 0xFF, 0x41, 0}));
}

TEST(PstText, NoNulAtTheEnd) {
    ByteVector bytes;
    TextCodec(Format::unicode, {}).append(std::string_view("a\0b\0\0", 5), bytes);
    EXPECT_EQ(bytes, (ByteVector{'a', 0, 0, 0, 'b', 0}));
}

TEST(PstText, AnsiAsksTheCaller) {
    const TextCodec codec(Format::ansi, [](std::string_view text, std::string& into) {
        for (const char character : text) into += character == '\xC3' ? '?' : character;
    });
    ByteVector bytes{7};
    codec.append("x\xC3y", bytes);
    EXPECT_EQ(bytes, (ByteVector{7, 'x', '?', 'y'}));
}

// Runs of ASCII are widened eight at a time.
TEST(PstText, OtherLettersAtEveryPlaceOfAnAsciiRun) {
    for (std::size_t size = 0; size < 40; ++size)
        for (std::size_t place = 0; place <= size; ++place) {
            const std::string text = std::string(place, 'a') + "\xC3\xBC" + std::string(size - place, 'z');
            ByteVector expected;
            for (std::size_t i = 0; i <= size; ++i) {
                expected.push_back(i < place ? 'a' : i == place ? 0xFC : 'z');
                expected.push_back(0);
            }
            ByteVector found;
            append_utf16(text, found);
            ASSERT_EQ(found, expected) << place << " of " << size;
        }
}

}  // namespace
}  // namespace restante::pst::ltp
