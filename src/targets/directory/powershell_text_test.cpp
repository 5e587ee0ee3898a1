#include "targets/directory/powershell_text.h"

#include <gtest/gtest.h>

#include <utility>

namespace restante::targets::directory {
namespace {

TEST(PowershellText, NoNameCanEndItsQuotes) {
    const std::pair<std::string, std::string> cases[] = {
        {"", "''"},
        {"John Doe", "'John Doe'"},
        {"O'Brien", "'O''Brien'"},
        {"'; Remove-Item C:\\ -Recurse; '", "'''; Remove-Item C:\\ -Recurse; '''"},
        {"$(Get-Date) `n \"x\" #", "'$(Get-Date) `n \"x\" #'"},
        {"a\xE2\x80\x98"
         "b\xE2\x80\x99"
         "c\xE2\x80\x9A"
         "d\xE2\x80\x9B",
         "'a\xE2\x80\x98\xE2\x80\x98"
         "b\xE2\x80\x99\xE2\x80\x99"
         "c\xE2\x80\x9A\xE2\x80\x9A"
         "d\xE2\x80\x9B\xE2\x80\x9B'"},
        {"a\r\nb", "('a' + [char]13 + '' + [char]10 + 'b')"},
        {std::string("\0", 1), "('' + [char]0 + '')"},
        {"\xC2\x85\xE2\x80\xA8\xE2\x80\xA9", "('' + [char]133 + '' + [char]8232 + '' + [char]8233 + '')"},
        {"J\xC3\xB6rg \xF0\x9F\x98\x80", "'J\xC3\xB6rg \xF0\x9F\x98\x80'"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(powershell_string(text), expected);
}

TEST(PowershellText, ListsAreArraysWhateverTheirLength) {
    EXPECT_EQ(powershell_array({}), "@()");
    EXPECT_EQ(powershell_array({"a"}), "@('a')");
    EXPECT_EQ(powershell_array({"(", "b"}), "@('(', 'b')");
}

}  // namespace
}  // namespace restante::targets::directory
