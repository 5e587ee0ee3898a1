#include "targets/imap/imap_settings.h"

#include <gtest/gtest.h>

#include "targets/imap/internal_date.h"
#include "targets/target.h"

namespace restante::targets::imap {
namespace {

Result<ImapSettings> parsed(const std::string& uri) { return ImapSettings::parse(TRY(TargetUri::parse(uri))); }

TEST(ImapSettings, ReadsAUri) {
    const auto settings =
        parsed("imaps://bob%40old@mail.example.org:1993/Old%20mail/{mailbox}?auth=xoauth2&ca=/etc/ca.pem&admin=root");
    ASSERT_TRUE(settings) << settings.error().what;
    EXPECT_EQ(settings->user, "bob@old");
    EXPECT_EQ(settings->connection.host, "mail.example.org");
    EXPECT_EQ(settings->connection.port, 1993);
    EXPECT_TRUE(settings->connection.tls_at_once);
    EXPECT_EQ(settings->connection.authentication, Authentication::xoauth2);
    EXPECT_EQ(settings->connection.ca_file, "/etc/ca.pem");
    EXPECT_EQ(settings->root, (std::vector<std::string>{"Old mail", "{mailbox}"}));
    EXPECT_EQ(settings->admin_login, AdminLogin::authorization);
}

TEST(ImapSettings, CountsConnections) {
    EXPECT_EQ(parsed("imap://bob@host")->connections, ImapSettings::kUsualConnections);
    EXPECT_EQ(parsed("imap://bob@host?connections=1")->connections, 1U);
    EXPECT_EQ(parsed("imap://bob@host?connections=4")->connections, 4U);
    for (const char* bad : {"0", "5", "", "two", "-1", "2x"}) {
        const auto settings = parsed(std::string("imap://bob@host?connections=") + bad);
        ASSERT_FALSE(settings) << bad;
        EXPECT_EQ(settings.error().code, Errc::usage) << bad;
    }
}

TEST(ImapSettings, EncryptsUnlessToldOtherwise) {
    EXPECT_TRUE(parsed("imap://bob@host")->connection.starttls);
    EXPECT_EQ(parsed("imap://bob@host")->connection.port, 143);
    EXPECT_EQ(parsed("imaps://bob@[::1]")->connection.port, 993);
    EXPECT_EQ(parsed("imaps://bob@[::1]")->connection.host, "[::1]");
    EXPECT_FALSE(parsed("imap://bob@host?starttls=no")->connection.starttls);
}

TEST(ImapSettings, RefusesWhatItDoesNotUnderstandAndRepeatsNoPassword) {
    for (const char* bad :
         {"imap:host", "imap://", "imap://bob@", "imap://@host", "imap://bob:geheim@host", "imap://bob:geheim@host?x",
          "imap://host:99999", "imap://host:x", "imap://bob@ho st", "imap://host?auth=none",
          "imap://host?starttls=maybe", "imap://host?password=geheim", "imaps://host?starttls=no",
          "imap://host?master=a&admin=b", "imap://bo%0Ab@h", "imap://host?auth=gssapi&master=a"}) {
        const auto settings = parsed(bad);
        ASSERT_FALSE(settings) << bad;
        EXPECT_EQ(settings.error().code, Errc::usage) << bad;
        EXPECT_EQ(settings.error().what.find("geheim"), std::string::npos) << settings.error().what;
        const auto target = open_target(bad, {});
        ASSERT_FALSE(target) << bad;
        EXPECT_EQ(target.error().what.find("geheim"), std::string::npos) << target.error().what;
    }
}

TEST(ImapSettings, SendsEachMailboxToItsAccount) {
    model::Mailbox mailbox;
    mailbox.name = "JDOE";
    const auto user = [&](const std::string& uri) {
        const auto destination = destination_of(mailbox, *parsed(uri));
        return destination ? destination->connection.user + "|" + destination->connection.act_for
                           : "error: " + destination.error().what.substr(0, 17);
    };
    EXPECT_EQ(user("imap://bob@h"), "bob|");
    EXPECT_EQ(user("imap://{mailbox}@h?master=admin"), "JDOE*admin|");
    EXPECT_EQ(user("imap://{mailbox}@h?admin=cyrus"), "cyrus|JDOE");
    EXPECT_EQ(user("imap://h"), "error: the mailbox JDOE ");
    EXPECT_EQ(user("imap://bob@h?auth=gssapi"), "bob|bob");
    EXPECT_EQ(user("imap://{mailbox}@h?auth=gssapi&admin=cyrus"), "cyrus|JDOE");
    mailbox.internet = "jdoe@example.org";
    EXPECT_EQ(user("imap://h"), "jdoe@example.org|");
    EXPECT_EQ(user("imap://x-{address}@h"), "x-jdoe@example.org|");
    EXPECT_EQ(destination_of(mailbox, *parsed("imap://b@h/a/{mailbox}"))->root,
              (std::vector<std::string>{"a", "JDOE"}));
}

TEST(InternalDate, KeepsTheWallClock) {
    const LocalTime summer{1995, 8, 30, 10, 11, 12};
    EXPECT_EQ(internal_date(summer, *TimeZone::named("Europe/Berlin")), "30-Aug-1995 10:11:12 +0200");
    EXPECT_EQ(internal_date(summer, *TimeZone::named("America/St_Johns")), "30-Aug-1995 10:11:12 -0230");
    EXPECT_EQ(internal_date(LocalTime{1601, 1, 1, 0, 0, 0}, TimeZone::utc()), "01-Jan-1601 00:00:00 +0000");
    // Amsterdam was 19 minutes and 32 seconds ahead.
    EXPECT_EQ(internal_date(LocalTime{1930, 1, 1, 12, 0, 0}, *TimeZone::named("Europe/Amsterdam")).substr(21), "+0000");
    EXPECT_EQ(internal_date(std::nullopt, TimeZone::utc()), "01-Jan-1970 00:00:00 +0000");
}

}  // namespace
}  // namespace restante::targets::imap
