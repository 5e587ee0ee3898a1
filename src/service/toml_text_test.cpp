#include "service/toml_text.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::service {
namespace {

TEST(TomlText, LetsPassWhatTomlAllows) {
    for (const std::string text :
         {"", "a = 1\n",
          "\xEF\xBB\xBF"
          "a = 1",
          "a = \"M\xC3\xBCller\" # \xC3\xA9\n", "a = 'M\xC3\xBCller'\n", "a = \"\"\"\n\xC3\xA9 \" \xC3\xA9\"\"\"\n",
          "a = '''\n\xC3\xA9\\\n\xC3\xA9'''", "a = \"\\\"\xC3\xA9\"", "\"\xC3\xA9\" = 1", "a = \"x",
          "a.\"\xC3\xA9\" = [\"\xC3\xA9\",\"\xC3\xA9\"]"})
        EXPECT_TRUE(check_toml_text(text)) << text;
}

TEST(TomlText, NamesTheLineOfWhatItRefuses) {
    const struct {
        std::string text;
        std::uint64_t line;
    } cases[] = {{"f\xEF\xBB\xBE", 1},      {"a = 1\n\xC3\xA9 = 2", 2},
                 {"a = \"x\" \xC2\xA0", 1}, {"a = \"\"\"b\\\n  \xC3\xA9\"\"\"", 2},
                 {"a = 8:\"\xC3\xA9\"", 1}, {"a = 8{\"\xC3\xA9\"", 1},
                 {"a = 8.\"\xC3\xA9\"", 1}, {"a = \"\"\"b\\\xCA\x91\"\"\"", 1}};
    for (const auto& [text, line] : cases) {
        const auto checked = check_toml_text(text);
        ASSERT_FALSE(checked) << text;
        EXPECT_EQ(checked.error().offset, line) << text;
    }
}

}  // namespace
}  // namespace restante::service
