#include "formats/exchange/multi_value.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace restante::exchange {
namespace {

TEST(MultiValue, IsEscapedAsTheDirectoryImportWantsIt) {
    EXPECT_EQ(joined_values({}), "");
    EXPECT_EQ(joined_values({"MS:A/B/C"}), "MS:A/B/C");
    EXPECT_EQ(joined_values({"a%b", "c\\d"}), "a\\%b%c\\\\d");
    EXPECT_EQ(joined_values({"line\r\nend"}), "line\\r\\nend");
}

TEST(MultiValue, B47ABackslashIsNoEscapeUnlessItStandsBeforeOne) {
    EXPECT_EQ(split_values("a\\b%c\\"), (std::vector<std::string>{"a\\b", "c\\"}));
    EXPECT_EQ(split_values("C:\\\\new"), (std::vector<std::string>{"C:\\new"}));
}

RC_GTEST_PROP(MultiValue, ComesBack, (std::vector<std::string> values)) {
    // An empty value cannot be told from none.
    values.erase(std::remove(values.begin(), values.end(), ""), values.end());
    RC_ASSERT(split_values(joined_values(values)) == values);
}

}  // namespace
}  // namespace restante::exchange
