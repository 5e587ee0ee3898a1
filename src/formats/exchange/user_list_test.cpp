#include "formats/exchange/user_list.h"

#include <gtest/gtest.h>

namespace restante::exchange {
namespace {

TEST(UserList, IsReadWithAndWithoutLeadingLines) {
    const std::string rows =
        "SFS_UserName,SFS_FullName,migrateuser,Directory Name\r\nADA,\"Byron, Ada\",Y, ada \r\n,,\r\n";
    for (const std::string leading : {"", "MS Mail,1.0\r\nACME/HQ\r\n"}) {
        const auto list = read_user_list(leading + rows);
        ASSERT_TRUE(list.has_value()) << list.error().what;
        EXPECT_EQ(list->leading.size(), leading.empty() ? 0U : 2U);
        ASSERT_EQ(list->rows.size(), 1U);
        EXPECT_EQ(list->rows[0].line, leading.empty() ? 2U : 4U);
        EXPECT_EQ(list->field(list->rows[0], kUserName), "ADA");
        EXPECT_EQ(list->field(list->rows[0], kFullName), "Byron, Ada");
        EXPECT_EQ(list->field(list->rows[0], kMigrateUser), "Y");
        EXPECT_EQ(list->field(list->rows[0], kCommonName), "ada");
        EXPECT_EQ(list->field(list->rows[0], kSurname), "");
        EXPECT_TRUE(user_list_text(*list).starts_with(leading + "SFS_UserName,"));
    }
}

TEST(UserList, SaysWhereItCannotBeUnderstood) {
    struct Case {
        const char* text;
        std::uint64_t line;
        const char* words;
    };
    const Case cases[] = {
        {"", 1, "SFS_UserName"},
        {"old,new\r\na,b\r\nc,d\r\ne,f\r\n", 1, "SFS_UserName"},
        {"one\ntwo\nthree\nSFS_UserName,MigrateUser\n", 1, "SFS_UserName"},
        {"SFS_UserName,Shoe-Size\r\n", 1, "Shoe-Size"},
        {"a\r\nSFS_UserName,Surname,Last name\r\n", 2, "twice"},
        {"SFS_UserName,Surname\r\nADA,Byron,x\r\n", 2, "3 fields"},
        {"x\nSFS_UserName,Surname\r\n\"ADA,Byron\r\n", 3, "quote"},
    };
    for (const Case& one : cases) {
        const auto list = read_user_list(one.text);
        ASSERT_FALSE(list.has_value()) << one.text;
        EXPECT_EQ(list.error().offset, one.line) << one.text;
        EXPECT_NE(list.error().what.find(one.words), std::string::npos) << list.error().what;
    }
}

TEST(UserList, SpreadsheetsMayFillItUp) {
    const auto list = read_user_list("info;;\nSFS_UserName;MigrateUser\nADA;N;;;\n");
    ASSERT_TRUE(list.has_value()) << list.error().what;
    EXPECT_EQ(list->field(list->rows.at(0), kMigrateUser), "N");
}

}  // namespace
}  // namespace restante::exchange
