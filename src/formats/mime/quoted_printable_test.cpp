#include "formats/mime/quoted_printable.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <string>

namespace restante::mime {
namespace {

// RFC 2045 6.7, one byte at a time: what the encoder must agree with.
std::string plainly_encoded(const std::string& lines) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto byte = static_cast<unsigned char>(lines[i]);
        if (byte == '\n') {
            out += '\n';
            column = 0;
            continue;
        }
        const bool last = i + 1 == lines.size() || lines[i + 1] == '\n';
        const bool blank = byte == ' ' || byte == '\t';
        const bool escape = byte == '=' || byte > 126 || (byte < 32 && !blank) || (blank && last);
        const std::size_t width = escape ? 3 : 1;
        if (column + width > 75) {
            out += "=\n";
            column = 0;
        }
        char hex[4];
        std::snprintf(hex, sizeof hex, "=%02X", byte);
        out += escape ? std::string(hex) : std::string(1, lines[i]);
        column += width;
    }
    return out;
}

std::string encoded(const std::string& lines) {
    std::string out = "before";
    append_quoted_printable(lines, LineEnd::lf, out);
    return out.substr(6);
}

TEST(QuotedPrintable, EveryByteAtEveryPlaceOfAWord) {
    for (int byte = 0; byte < 256; ++byte)
        for (std::size_t place = 0; place < 9; ++place) {
            std::string lines(17, 'x');
            lines[place] = static_cast<char>(byte);
            EXPECT_EQ(encoded(lines), plainly_encoded(lines)) << byte << " at " << place;
        }
}

TEST(QuotedPrintable, BlanksAndLongLines) {
    EXPECT_EQ(encoded("a \n\t\n b"), "a=20\n=09\n b");
    EXPECT_EQ(encoded(std::string(76, 'x')), std::string(75, 'x') + "=\nx");
    EXPECT_EQ(encoded(std::string(73, 'x') + "="), std::string(73, 'x') + "=\n=3D");
    std::string out;
    append_quoted_printable("a=\nb", LineEnd::crlf, out);
    EXPECT_EQ(out, "a=3D\r\nb");
}

RC_GTEST_PROP(QuotedPrintable, EncodesAsTheRulesSay, ()) {
    const auto lines = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::element('x', ' ', '\t', '\n', '=', '\x7F', '\x80')));
    RC_ASSERT(encoded(lines) == plainly_encoded(lines));
}

}  // namespace
}  // namespace restante::mime
