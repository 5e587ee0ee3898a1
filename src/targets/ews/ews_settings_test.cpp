#include "targets/ews/ews_settings.h"

#include <gtest/gtest.h>

#include "targets/target.h"

namespace restante::targets::ews {
namespace {

Result<EwsSettings> parsed(const std::string& uri) { return EwsSettings::parse(TRY(TargetUri::parse(uri))); }

TEST(EwsSettings, ReadsAUri) {
    const auto settings = parsed(
        "ews://CONTOSO%5Cbob@mail.example.org:8443/Mail/EWS.asmx?auth=ntlm&ca=/etc/ca.pem&root=Old%20mail/{mailbox}");
    ASSERT_TRUE(settings) << settings.error().what;
    EXPECT_EQ(settings->user, "CONTOSO\\bob");
    EXPECT_EQ(settings->http.host, "mail.example.org");
    EXPECT_EQ(settings->http.port, 8443);
    EXPECT_EQ(settings->http.path, "/Mail/EWS.asmx");
    EXPECT_TRUE(settings->http.encrypted);
    EXPECT_EQ(settings->http.login, Login::ntlm);
    EXPECT_EQ(settings->http.ca_file, "/etc/ca.pem");
    EXPECT_EQ(settings->root, (std::vector<std::string>{"Old mail", "{mailbox}"}));
    EXPECT_EQ(parsed("ews://h?root=50%2541/x")->root, (std::vector<std::string>{"50%41", "x"}));
    EXPECT_FALSE(parsed("ews://h?root=a%0Ab").has_value());
}

TEST(EwsSettings, EncryptsUnlessTheServerIsThisMachine) {
    for (const char* uri : {"ews://h", "ews:https://h", "ews://h/"}) {
        const auto settings = parsed(uri);
        ASSERT_TRUE(settings) << uri;
        EXPECT_TRUE(settings->http.encrypted);
        EXPECT_EQ(settings->http.port, 443);
        EXPECT_EQ(settings->http.path, "/EWS/Exchange.asmx");
    }
    EXPECT_FALSE(parsed("ews:http://bob@127.0.0.1:80")->http.encrypted);
    EXPECT_EQ(parsed("ews:http://localhost")->http.port, 80);
    EXPECT_FALSE(parsed("ews:http://mail.example.org").has_value());
    EXPECT_FALSE(parsed("ews:http://127.example.org").has_value());
}

TEST(EwsSettings, RefusesWhatItDoesNotUnderstandAndRepeatsNoPassword) {
    for (const char* bad :
         {"ews:host", "ews://", "ews://bob@", "ews://@host", "ews://bob:geheim@host", "ews:https://bob:geheim@host?x",
          "ews://host:99999", "ews://bob@ho st", "ews://host?auth=x", "ews://host?password=geheim",
          "ews://host?admin=", "ews://bo%0Ab@h", "ews://h/a b", "ews:http:https://h"}) {
        const auto settings = parsed(bad);
        ASSERT_FALSE(settings) << bad;
        EXPECT_EQ(settings.error().code, Errc::usage) << bad;
        const auto target = open_target(bad, {});
        ASSERT_FALSE(target) << bad;
        EXPECT_EQ(target.error().what.find("geheim"), std::string::npos) << target.error().what;
    }
}

TEST(EwsSettings, SendsEachMailboxToItsAccount) {
    model::Mailbox mailbox;
    mailbox.name = "JDOE";
    const auto who = [&](const std::string& uri) {
        const auto destination = destination_of(mailbox, *parsed(uri));
        return destination ? destination->http.user + "|" + destination->account + "|" + destination->http.mailbox_hint
                           : "error: " + destination.error().what.substr(0, 17);
    };
    EXPECT_EQ(who("ews://bob@h"), "bob|bob|");
    EXPECT_EQ(who("ews://h"), "error: the mailbox JDOE ");
    EXPECT_EQ(who("ews://{mailbox}@h?admin=svc"), "error: JDOE is no Intern");
    EXPECT_EQ(who("ews://bob@h?auth=negotiate"), "error: bob is no Interne");
    mailbox.internet = "jdoe@example.org";
    EXPECT_EQ(who("ews://h?admin=svc"), "svc|jdoe@example.org|jdoe@example.org");
    EXPECT_EQ(who("ews://h?auth=negotiate"), "jdoe@example.org|jdoe@example.org|jdoe@example.org");
    EXPECT_TRUE(destination_of(mailbox, *parsed("ews://h?auth=negotiate"))->named);
    EXPECT_FALSE(destination_of(mailbox, *parsed("ews://h?auth=negotiate&admin=svc"))->named);
    EXPECT_FALSE(destination_of(mailbox, *parsed("ews://h"))->named);
    mailbox.internet = "jdoe\r\nX: y@example.org";
    EXPECT_EQ(who("ews://h?admin=svc"), "error: the name of a mai");
}

}  // namespace
}  // namespace restante::targets::ews
