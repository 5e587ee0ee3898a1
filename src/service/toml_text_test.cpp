#include "service/toml_text.h"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <cstdint>
#include <string>

namespace restante::service {
namespace {

TEST(TomlText, WritesTheSameDocumentInAscii) {
    const struct {
        std::string text, ascii;
    } cases[] = {
        {"", ""},
        {"a = 1\r\n", "a = 1\r\n"},
        {"\xEF\xBB\xBF"
         "a = 1",
         "a = 1"},
        {"a = \"M\xC3\xBCller\" # \xC3\xA9\nb = 1", "a = \"M\\U000000FCller\" # ??\nb = 1"},
        {"# \xC3\xA9 'b' \"c", "# ?? 'b' \"c"},
        {"\"\xC3\xA9\" = 1", "\"\\U000000E9\" = 1"},
        {"a.\"\xC3\xA9\" = [\"\xF0\x9F\x93\xAC\",'b']", "a.\"\\U000000E9\" = [\"\\U0001F4EC\",'b']"},
        // Strings without escapes become strings with them.
        {"a = 'M\xC3\xBC\\\"ller'", "a = \"M\\U000000FC\\\\\\\"ller\""},
        {"a = 'x\\'\nb = '\xC3\xBC'", "a = 'x\\'\nb = \"\\U000000FC\""},
        {"a = '''\n\xC3\xA9\\\n'b'''''", "a = \"\"\"\n\\U000000E9\\\\\n'b''\"\"\""},
        {"a = \"\"\"\n\xC3\xA9 \" \\\" b\"\"\"\"\" # '", "a = \"\"\"\n\\U000000E9 \" \\\" b\"\"\"\"\" # '"},
        {"a = \"\"\"b\\\n  \xC3\xA9\"\"\"", "a = \"\"\"b\\\n  \\U000000E9\"\"\""},
        {"a = \"\\\\\xC3\xA9\\\"\"", "a = \"\\\\\\U000000E9\\\"\""},
        // Mistakes stay what they are.
        {"a = \"x", "a = \"x"},
        {"a = \"\xC3\xA9\\", "a = \"\\U000000E9\\"},
        {"a = '\xC3\xA9\nb = '\xC3\xA9'", "a = \"\\U000000E9\nb = \"\\U000000E9\""},
        {"a = 8:\"\xC3\xA9\"", "a = 8:\"\\U000000E9\""},
        {"0=0=\"\"\"\xCA\x91T", "0=0=\"\"\"\\U00000291T"},
    };
    for (const auto& [text, ascii] : cases) {
        const auto written = ascii_toml(text);
        ASSERT_TRUE(written) << text;
        EXPECT_EQ(*written, ascii) << text;
    }
}

TEST(TomlText, KeepsValues) {
    const auto written = ascii_toml("a = '''\nM\xC3\xBC\\\"ller''''\n\"\xE2\x82\xAC\" = \"\\t\xF0\x9F\x93\xAC\\\\\"");
    ASSERT_TRUE(written);
    const toml::table document = toml::parse(*written);
    EXPECT_EQ(document["a"].value<std::string>(), "M\xC3\xBC\\\"ller'");
    EXPECT_EQ(document["\xE2\x82\xAC"].value<std::string>(), "\t\xF0\x9F\x93\xAC\\");
}

TEST(TomlText, NamesTheLineOfWhatItRefuses) {
    const struct {
        std::string text;
        std::uint64_t line;
    } cases[] = {{"f\xEF\xBB\xBE", 1},
                 {"a = 1\n\xC3\xA9 = 2", 2},
                 {"a = \"x\" \xC2\xA0", 1},
                 {"a = \"x\nb = \xC3\xA9", 2},
                 {"a = 1\nb = \"\"\"\nb\\\xCA\x91\"\"\"", 3},
                 {"a = \"\xC3\xA9\"\n# \xC3\n", 2}};
    for (const auto& [text, line] : cases) {
        const auto written = ascii_toml(text);
        ASSERT_FALSE(written) << text;
        EXPECT_EQ(written.error().offset, line) << text;
    }
}

}  // namespace
}  // namespace restante::service
