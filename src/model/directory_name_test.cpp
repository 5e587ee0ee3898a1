#include "model/directory_name.h"

#include <gtest/gtest.h>

namespace restante::model {
namespace {

DirectoryAccount account_of(std::string mailbox) {
    DirectoryAccount account;
    account.mailbox = std::move(mailbox);
    account.hexid = "0000002E";
    return account;
}

TEST(DirectoryName, R27AdministratorsAreNamedAfterTheirPostoffice) {
    Directory directory;
    EXPECT_EQ(directory_name(directory, account_of("ADMIN")), "ADMIN");
    directory.postoffice = "HQ";
    EXPECT_EQ(directory_name(directory, account_of("admin")), "HQ");
    EXPECT_EQ(directory_name(directory, account_of("ADMINISTRATOR")), "ADMINISTRATOR");
    DirectoryAccount renamed = account_of("ADMIN");
    renamed.new_name = "Postmaster";
    EXPECT_EQ(directory_name(directory, renamed), "Postmaster");
    EXPECT_EQ(usual_directory_name(directory, renamed), "HQ");
}

TEST(DirectoryName, IsAsciiAndNeverEmpty) {
    const Directory directory;
    EXPECT_EQ(directory_name(directory, account_of("J\xC3\x96RG")), "JORG");
    EXPECT_EQ(directory_name(directory, account_of(" JDOE ")), "JDOE");
    EXPECT_EQ(directory_name(directory, account_of("\xF0\x9F\x98\x80")), "mailbox 0000002E");
    DirectoryAccount nameless = account_of("");
    nameless.hexid.clear();
    EXPECT_EQ(directory_name(directory, nameless), "mailbox");
}

}  // namespace
}  // namespace restante::model
