#include "formats/postoffice/records/mail_settings.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::postoffice {
namespace {

constexpr std::string_view kSettings =
    "; Login=nobody\r\n"
    "[Microsoft Mail]\r\n"
    "ServerPath = \\\\SERVER\\WGPO opensesame\r\n"
    "login=bob\r\n"
    "Password=hunter2\r\n"
    "ServerPassword=letmein\r\n"
    "LocalMMF=1\r\n"
    "OfflineMessages=C:\\WINDOWS\\MSMAIL.MMF\r\n"
    "OldStorePath=D:\\OLD.MMF\r\n"
    "CustomInitHandler=WGPOMGR.DLL,10\r\n"
    "[Other]\r\n"
    "Login=eve\r\n";

TEST(MailSettings, FindsFilesAndNeverAPassword) {
    const MailSettings settings = read_mail_settings(as_bytes(kSettings));
    EXPECT_EQ(settings.server_path, "\\\\SERVER\\WGPO");
    EXPECT_EQ(settings.login, "bob");
    EXPECT_EQ(settings.local_messages, true);
    EXPECT_EQ(settings.no_server_options, std::nullopt);
    EXPECT_EQ(settings.message_file, "C:\\WINDOWS\\MSMAIL.MMF");
    EXPECT_EQ(settings.more_message_files, (std::vector<std::string>{"D:\\OLD.MMF"}));
    EXPECT_TRUE(settings.manages_workgroup);
    EXPECT_TRUE(settings.has_password);
    const std::string text = without_passwords(kSettings);
    for (const char* const secret : {"opensesame", "hunter2", "letmein"}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << text;
        EXPECT_EQ(as_text(write_mail_settings(settings)).find(secret), std::string::npos);
    }
    EXPECT_NE(text.find("ServerPath = \\\\SERVER\\WGPO\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("Password=\r\n"), std::string::npos) << text;
    EXPECT_EQ(without_passwords(text), text);
}

TEST(MailSettings, PathsOfEveryKind) {
    for (const std::string path : {"M:\\MAIL DATA", "\\\\SERVER\\WGPO", "SERVER/SHARE:PATH", ""}) {
        const MailSettings settings = read_mail_settings(as_bytes("[microsoft mail]\nSERVERPATH=" + path + "\n"));
        EXPECT_EQ(settings.server_path, path);
        EXPECT_FALSE(settings.has_password);
    }
}

TEST(MailSettings, WritesWhatItReads) {
    MailSettings settings = read_mail_settings(as_bytes(kSettings));
    settings.has_password = false;
    settings.no_server_options = false;
    settings.more_message_files = {"A.MMF", "B.MMF", "C.MMF"};
    EXPECT_EQ(read_mail_settings(write_mail_settings(settings)), settings);
}

TEST(MailSettings, OddFiles) {
    EXPECT_EQ(read_mail_settings({}), MailSettings{});
    EXPECT_EQ(read_mail_settings(as_bytes("[Microsoft Mail\nLogin=x")).login, "x");
    EXPECT_EQ(read_mail_settings(as_bytes("Login=x")).login, std::nullopt);
    EXPECT_TRUE(read_mail_settings(as_bytes("[Custom Commands]\rWGPOMgr1=x")).manages_workgroup);
    for (const std::string_view text : {"", "[", "=", "a=b\rc", "\n\r\n", "[x]\n=1"})
        EXPECT_EQ(without_passwords(text), text);
}

}  // namespace
}  // namespace restante::postoffice
