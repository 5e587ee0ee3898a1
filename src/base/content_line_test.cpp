#include "base/content_line.h"

#include <gtest/gtest.h>

#include "base/control_picture.h"
#include "base/utf8.h"

namespace restante {
namespace {

TEST(ContentLine, TextIsEscaped) {
    const struct {
        std::string_view text, escaped;
    } cases[] = {
        {"", ""},
        {"plain: \"text\"", "plain: \"text\""},
        {"a,b;c\\d", "a\\,b\\;c\\\\d"},
        {"a\r\nb\rc\nd\r\r\n", "a\\nb\\nc\\nd\\n\\n"},
        {"tab\tstays", "tab\tstays"},
        {std::string_view("a\0b\x1B\x7F", 5),
         "a\xE2\x90\x80"
         "b\xE2\x90\x9B\xE2\x90\xA1"},
        {"Gr\xC3\xBC\xC3\x9F"
         "e",
         "Gr\xC3\xBC\xC3\x9F"
         "e"},
    };
    for (const auto& one : cases) EXPECT_EQ(content_text(one.text), one.escaped);
}

TEST(ContentLine, FoldsAfter75BytesBetweenCharacters) {
    const auto line = [](std::string_view text) {
        std::string into;
        append_content_line(text, into);
        return into;
    };
    EXPECT_EQ(line(""), "\r\n");
    EXPECT_EQ(line(std::string(75, 'x')), std::string(75, 'x') + "\r\n");
    EXPECT_EQ(line(std::string(76, 'x')), std::string(75, 'x') + "\r\n x\r\n");
    EXPECT_EQ(line(std::string(75 + 74 + 1, 'x')),
              std::string(75, 'x') + "\r\n " + std::string(74, 'x') + "\r\n x\r\n");
    EXPECT_EQ(line(std::string(74, 'x') + "\xC3\xA4"), std::string(74, 'x') + "\r\n \xC3\xA4\r\n");
    EXPECT_EQ(line(std::string(80, '\x80')), std::string(75, '\x80') + "\r\n " + std::string(5, '\x80') + "\r\n");
}

TEST(ControlPicture, EveryControlCharacter) {
    int controls = 0;
    for (int byte = 0; byte < 256; ++byte) {
        const char letter = static_cast<char>(byte);
        if (!is_ascii_control(letter)) continue;
        ++controls;
        std::string picture;
        append_control_picture(letter, picture);
        EXPECT_TRUE(is_valid_utf8(picture));
        EXPECT_EQ(static_cast<unsigned char>(picture[2]), byte == 0x7F ? 0xA1 : 0x80 + byte);
    }
    EXPECT_EQ(controls, 33);
}

}  // namespace
}  // namespace restante
