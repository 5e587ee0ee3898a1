#include "targets/pst/fixed_font_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace restante::targets {
namespace {

std::string content(std::string_view text, std::vector<std::uint32_t> places = {}) {
    const std::string rtf = fixed_font_rtf(text, std::move(places));
    EXPECT_TRUE(rtf.starts_with("{\\rtf1\\ansi"));
    EXPECT_NE(rtf.find("\\fmodern\\fcharset0 Courier New;"), std::string::npos);
    EXPECT_TRUE(rtf.ends_with("}"));
    EXPECT_TRUE(is_ascii(rtf));
    const std::size_t begin = rtf.find("\\fs20 ") + 6;
    return rtf.substr(begin, rtf.size() - begin - 1);
}

TEST(FixedFontText, Text) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"plain text", "plain text"},
        {"a\r\n\r\nb\r\n", "a\\par\r\n\\par\r\nb\\par\r\n"},
        {"a\tb", "a\\tab b"},
        {"C:\\DIR {x}", "C:\\\\DIR \\{x\\}"},
        {"\x07\x7F", "\\'07\\'7f"},
        {"\u2554\u2550\u2557 \u00E4", "\\u9556?\\u9552?\\u9559? \\u228?"},
        {"\uFFFD\U0001F4BE", "\\u-3?\\u-10179?\\u-9026?"},
    };
    for (const auto& [text, wanted] : cases) EXPECT_EQ(content(text), wanted);
}

TEST(FixedFontText, AttachmentsStandWhereTheyStood) {
    EXPECT_EQ(content("ä b", {1}), "\\u228?\\objattph\\'20b");
    EXPECT_EQ(content("ab", {1}), "a\\objattph\\'20b") << "there was no blank to replace";
    EXPECT_EQ(content(" x", {9, 0, 0}), "\\objattph\\'20\\objattph\\'20x\\objattph\\'20") << "in order, none lost";
}

}  // namespace
}  // namespace restante::targets
