#include "formats/exchange/control_file.h"

#include <gtest/gtest.h>

namespace restante::exchange {
namespace {

using Names = std::vector<std::string>;

TEST(ControlFile, DefaultsAreTheWizards) {
    const auto control = read_control_file("Mode,MSMAILPC\r\n");
    ASSERT_TRUE(control.has_value()) << control.error().what;
    ControlFile wanted;
    wanted.mode_name = "MSMAILPC";
    EXPECT_EQ(*control, wanted);
    EXPECT_TRUE(control->mail && control->public_folders && control->address_books && control->schedule);
    EXPECT_EQ(control->container, "Recipients");
    EXPECT_EQ(missing_keywords(*control), Names{"Postoffice"});
}

TEST(ControlFile, EveryKeywordIsUnderstood) {
    const auto control = read_control_file(
        "! "
        "everything\r\n\r\nmode,msmailpc\r\nFunction,IMPORT\r\nFile,\"C:\\mig\\a,b.csv\"\r\nAccounts,C:\\mig\\sales."
        "txt\r\n"
        "Postoffice,\\\\FS1\\MAILDATA\\\r\nMailbox,FALSE\r\nEmail,false\r\nPublic,FALSE\r\nPAB,FALSE\r\nSchedule,"
        "FALSE\r\n"
        "EmailStart,19940101000000\r\nEmailEnd,19951231235959\r\nSchdStart,19960101000000\r\nSchdEnd,19960102000000\r\n"
        "Home-Server,ONE\r\nContainer,Recipients/cn=a/cn=b\r\nTemplate,tpl\r\nNTAccounts,ALIAS\r\nNTDomain,DOM\r\n"
        "DefFldPerms,PubEditor\r\nFldOwner,/o=Org/cn=Owner\r\nImportDestination,PST\r\nPSTPath,D:\\pst\r\n"
        "POName,x\r\nForcePwdChange,FALSE\r\nColour,blue\r\n");
    ASSERT_TRUE(control.has_value()) << control.error().what;
    ControlFile wanted;
    wanted.mode_name = "MSMAILPC";
    wanted.function = ControlFunction::import;
    wanted.file = "C:\\mig\\a,b.csv";
    wanted.accounts = "C:\\mig\\sales.txt";
    wanted.postoffice = "\\\\FS1\\MAILDATA\\";
    wanted.mailboxes = wanted.mail = wanted.public_folders = wanted.address_books = wanted.schedule = false;
    wanted.mail_start = LocalTime{1994, 1, 1, 0, 0, 0};
    wanted.mail_end = LocalTime{1995, 12, 31, 23, 59, 59};
    wanted.schedule_start = LocalTime{1996, 1, 1, 0, 0, 0};
    wanted.schedule_end = LocalTime{1996, 1, 2, 0, 0, 0};
    wanted.home_server = "ONE";
    wanted.container = "Recipients/cn=a/cn=b";
    wanted.template_mailbox = "tpl";
    wanted.nt_accounts = ControlAccounts::alias;
    wanted.nt_domain = "DOM";
    wanted.default_access = ControlAccess::publishing_editor;
    wanted.folder_owner = "/o=Org/cn=Owner";
    wanted.destination = ControlDestination::pst;
    wanted.pst_directory = "D:\\pst";
    wanted.ignored = {{"POName", 26, true}, {"ForcePwdChange", 27, true}, {"Colour", 28, false}};
    EXPECT_EQ(*control, wanted);
    EXPECT_TRUE(missing_keywords(*control).empty());
}

TEST(ControlFile, EveryModeIsKnown) {
    for (const char* mode :
         {"FILE", "MSMAILPC", "CCMAIL", "COLLABRA", "NOTES", "GRPWISE", "GRPWISE5", "ADSI", "IMAP", "EXCHANGE"}) {
        const auto control = read_control_file("Mode," + std::string(mode));
        ASSERT_TRUE(control.has_value()) << mode;
        EXPECT_EQ(control->mode_name, mode);
    }
    EXPECT_EQ(read_control_file("Mode,NOTES")->mode, ControlMode::other);
    EXPECT_EQ(missing_keywords(*read_control_file("Mode,FILE")), Names{"File"});
    EXPECT_EQ(missing_keywords(*read_control_file("Mode,MSMAILPC\nFunction,EXTRACT\nImportDestination,PST\n")),
              (Names{"Postoffice", "File", "PSTPath"}));
}

TEST(ControlFile, B09WhatIsMissingOrWrongIsNamedWithItsLine) {
    struct Case {
        const char* text;
        std::uint64_t line;
        const char* words;
    };
    const Case cases[] = {
        {"", 1, "Mode"},
        {"! nothing but a comment\r\n", 1, "Mode"},
        {"Postoffice,M:\\\r\nMode,MSMAILPC\r\n", 1, "Mode"},
        {"Mode,EUDORA\r\n", 1, "EUDORA"},
        {"Mode,MSMAILPC\r\nEmail,YES\r\n", 2, "Email"},
        {"Mode,MSMAILPC\r\n\r\nEmailStart,1994\r\n", 3, "EmailStart"},
        {"Mode,MSMAILPC\r\nEmailEnd,19950231000000\r\n", 2, "EmailEnd"},
        {"Mode,MSMAILPC\r\nFunction,DELETE\r\n", 2, "Function"},
        {"Mode,MSMAILPC\r\nNTAccounts,YES\r\n", 2, "NTAccounts"},
        {"Mode,MSMAILPC\r\nDefFldPerms,Owner\r\n", 2, "DefFldPerms"},
        {"Mode,MSMAILPC\r\nImportDestination,TAPE\r\n", 2, "ImportDestination"},
        {"Mode,MSMAILPC\r\nPAB\r\n", 2, "KEYWORD,VALUE"},
        {"Mode,MSMAILPC\r\nPAB,TRUE\r\npab,FALSE\r\n", 3, "twice"},
    };
    for (const Case& one : cases) {
        const auto control = read_control_file(one.text);
        ASSERT_FALSE(control.has_value()) << one.text;
        EXPECT_EQ(control.error().code, Errc::bad_value);
        EXPECT_EQ(control.error().offset, one.line) << one.text;
        EXPECT_NE(control.error().what.find(one.words), std::string::npos) << control.error().what;
    }
}

}  // namespace
}  // namespace restante::exchange
