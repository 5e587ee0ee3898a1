#include "formats/mime/header_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "formats/mime/clean_text.h"
#include "formats/mime/encoded_word.h"
#include "formats/mime/parameter.h"

namespace restante::mime {
namespace {

std::string text_header(std::string_view value, LineEnd line_end = LineEnd::lf) {
    std::string out;
    HeaderWriter(out, line_end).text("Subject", value);
    return out;
}

std::string address_header(std::vector<MailAddress> list) {
    std::string out;
    HeaderWriter(out, LineEnd::lf).addresses("To", list);
    return out;
}

std::string parameter(std::string_view value) {
    std::string out;
    FoldingLine line(out, LineEnd::lf, "Content-Disposition");
    line.token("attachment");
    write_parameter(line, "filename", value);
    line.end();
    return out;
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        longest = std::max(longest, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return longest;
}

TEST(HeaderWriter, Text) {
    struct Case {
        std::string_view value, header;
    };
    const Case cases[] = {
        {"Hello", "Subject: Hello\n"},
        {"", "Subject: \n"},
        {"Grüße an alle", "Subject: =?utf-8?B?R3LDvMOfZQ==?= an alle\n"},
        {"Re: Grüße", "Subject: Re: =?utf-8?B?R3LDvMOfZQ==?=\n"},
        {"Wiederholungsprüfung", "Subject: =?utf-8?Q?Wiederholungspr=C3=BCfung?=\n"},
        {"日本語", "Subject: =?utf-8?B?5pel5pys6Kqe?=\n"},
        {" leading", "Subject: =?utf-8?Q?_leading?=\n"},
        {"trailing ", "Subject: =?utf-8?Q?trailing_?=\n"},
        {"two  blanks", "Subject: =?utf-8?Q?two__blanks?=\n"},
        {"=?fake?Q?x?=", "Subject: =?utf-8?B?PT9mYWtlP1E/eD89?=\n"},
        {"a\r\nBcc: victim@example.org", "Subject: =?utf-8?B?YeKQjeKQikJjYzo=?= victim@example.org\n"},
        {std::string_view("nul\0!", 5), "Subject: =?utf-8?B?bnVs4pCAIQ==?=\n"},
        {"bad \xFF utf", "Subject: bad =?utf-8?B?77+9?= utf\n"},
    };
    for (const Case& c : cases) EXPECT_EQ(text_header(c.value), c.header);
}

TEST(HeaderWriter, FoldsBetweenWords) {
    const std::string header =
        text_header("one two three four five six seven eight nine ten eleven twelve thirteen fourteen", LineEnd::crlf);
    EXPECT_EQ(header,
              "Subject: one two three four five six seven eight nine ten eleven twelve\r\n thirteen fourteen\r\n");
}

TEST(HeaderWriter, NoLinePassesTheHardLimit) {
    for (const std::size_t size : {100U, 900U, 1000U, 100000U}) {
        EXPECT_LE(longest_line(text_header(std::string(size, 'x'))), kLongestLine) << size;
        EXPECT_LE(longest_line(text_header(std::string(size, ' '))), kLongestLine) << size;
        std::string umlauts;
        for (std::size_t i = 0; i < size; ++i) umlauts += "ä";
        EXPECT_LE(longest_line(text_header(umlauts)), 76U) << size;
        EXPECT_LE(longest_line(parameter(umlauts)), kWishedLine) << size;
        EXPECT_LE(longest_line(parameter(std::string(size, '"'))), kWishedLine) << size;
    }
}

TEST(HeaderWriter, Addresses) {
    EXPECT_EQ(address_header({{"", "a@b"}}), "To: a@b\n");
    EXPECT_EQ(address_header({{"John Doe", "a@b"}, {"", "c@d"}}), "To: John Doe <a@b>, c@d\n");
    EXPECT_EQ(address_header({{"Doe, \"J\" \\", "a@b"}}), "To: \"Doe, \\\"J\\\" \\\\\" <a@b>\n");
    EXPECT_EQ(address_header({{"Jörg", "a@b"}}), "To: =?utf-8?B?SsO2cmc=?= <a@b>\n");
    EXPECT_EQ(address_header({{"x\r\nBcc: y", "a@b"}}), "To: =?utf-8?B?eOKQjeKQikJjYzogeQ==?= <a@b>\n");
}

TEST(HeaderWriter, Dates) {
    struct Case {
        LocalTime time;
        int offset;
        bool known;
        std::string_view text;
    };
    const Case cases[] = {
        {{1995, 8, 30, 10, 11, 12}, 7200, true, "Wed, 30 Aug 1995 10:11:12 +0200"},
        {{1995, 8, 3, 10, 11, 12}, -34200, true, "Thu, 3 Aug 1995 10:11:12 -0930"},
        {{1899, 12, 31, 23, 59, 59}, 0, false, "Sun, 31 Dec 1899 23:59:59 -0000"},
        {{2079, 6, 6, 0, 0, 0}, 0, true, "Tue, 6 Jun 2079 00:00:00 +0000"},
        {{1601, 1, 1, 0, 0, 0}, -30, true, "Mon, 1 Jan 1601 00:00:00 +0000"},
    };
    for (const Case& c : cases) {
        std::string text;
        append_date(text, c.time, c.offset, c.known);
        EXPECT_EQ(text, c.text);
    }
}

TEST(Parameter, Forms) {
    EXPECT_EQ(parameter("A.TXT"), "Content-Disposition: attachment; filename=A.TXT\n");
    EXPECT_EQ(parameter("A B\".TXT"), "Content-Disposition: attachment; filename=\"A B\\\".TXT\"\n");
    EXPECT_EQ(parameter("Ä.TXT"), "Content-Disposition: attachment; filename*=utf-8''%C3%84.TXT\n");
    EXPECT_EQ(parameter(""), "Content-Disposition: attachment; filename=\"\"\n");
    const std::string name(100, 'n');
    EXPECT_EQ(parameter(name), "Content-Disposition: attachment;\n filename*0=\"" + name.substr(0, 62) +
                                   "\";\n filename*1=\"" + name.substr(62) + "\"\n");
    EXPECT_EQ(ascii_fallback("Äb.txt"), "_b.txt");
}

TEST(CleanText, OneLine) {
    EXPECT_EQ(one_line("a\r\nb\rc\nd\te"), "a b c d e");
    EXPECT_EQ(clean("\x01\x7F"), "\xE2\x90\x81\xE2\x90\xA1");
    EXPECT_EQ(clean("\xC3"), "\xEF\xBF\xBD");
}

RC_GTEST_PROP(HeaderWriter, AnyTextIsOneFieldOfPrintableAscii, (const std::string& value)) {
    const std::string header = text_header(value);
    RC_ASSERT(longest_line(header) <= kLongestLine);
    for (std::size_t i = 0; i + 1 < header.size(); ++i) {
        const char letter = header[i];
        RC_ASSERT(letter == '\n' || (letter >= 0x20 && letter < 0x7F));
        if (letter == '\n') RC_ASSERT(header[i + 1] == ' ');
    }
}

}  // namespace
}  // namespace restante::mime
