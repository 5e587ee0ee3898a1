#include "service/user_list_file.h"

#include <gtest/gtest.h>

namespace restante::service {
namespace {

constexpr const char* kHeader =
    "SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,Home-Server,"
    "Secondary-Proxy-Addresses,Title\r\n";

TEST(UserListFile, RowsSayWhoIsWantedAndWhatHeIsCalled) {
    const auto users = listed_users_of(std::string("\xEF\xBB\xBF") + kHeader +
                                       "ADA,Ada,y,mailbox,,ada.byron,Ada B,~SERVER,%migrate:MS:N/P/ADA%MS:X/Y/Z,Dr\r\n"
                                       "BOB,Bob,N,,,,,,MS:N/P/BOB,\r\n");
    ASSERT_TRUE(users.has_value()) << users.error().what;
    ASSERT_EQ(users->size(), 2U);
    const pipeline::ListedUser& ada = users->at(0);
    EXPECT_EQ(ada.mailbox, "ADA");
    EXPECT_EQ(ada.address, "MS:N/P/ADA");
    EXPECT_TRUE(ada.wanted);
    EXPECT_EQ(ada.name, "ada.byron");
    EXPECT_EQ(ada.display_name, "Ada B");
    ASSERT_EQ(ada.details.size(), 1U);
    EXPECT_EQ(ada.details[0].value, "Dr");
    EXPECT_EQ(ada.line, 2U);
    EXPECT_FALSE(users->at(1).wanted);
    EXPECT_EQ(users->at(1).address, "MS:N/P/BOB");
}

TEST(UserListFile, Windows1252IsUnderstood) {
    const auto users = listed_users_of("SFS_UserName,MigrateUser\r\nJ\xD6RG,Y\r\n");
    ASSERT_TRUE(users.has_value());
    EXPECT_EQ(users->at(0).mailbox, "J\xC3\x96RG");
}

TEST(UserListFile, MistakesAreRefusedWithTheirLine) {
    const std::pair<std::string, const char*> cases[] = {
        {"ADA,,maybe", "MigrateUser is \"maybe\""},
        {"ADA,,", "MigrateUser is \"\""},
        {"ADA,,Y,remote", "Obj-Class"},
        {"ADA,,Y,,delete", "Mode"},
        {"ADA,,Y,,,J\xC3\xB6rg", "Common-Name"},
        {"ADA,,Y,,," + std::string(65, 'x'), "Common-Name"},
        {",,Y", "SFS_UserName"},
    };
    for (const auto& [row, words] : cases) {
        const auto users = listed_users_of(kHeader + row + "\r\n");
        ASSERT_FALSE(users.has_value()) << row;
        EXPECT_EQ(users.error().offset, 2U) << row;
        EXPECT_NE(users.error().what.find(words), std::string::npos) << users.error().what;
    }
}

}  // namespace
}  // namespace restante::service
