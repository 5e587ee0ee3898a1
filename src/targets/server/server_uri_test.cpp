#include "targets/server/server_uri.h"

#include <gtest/gtest.h>

namespace restante::targets::server {
namespace {

constexpr const char* kTestForm = "x://USER@HOST";

TEST(ServerUri, TakesThePartsAsTheyStand) {
    const auto uri = parse_server_uri("//DOM%5Cbob@x.org@mail.example.org:8443/A%20b/c", "x", kTestForm);
    ASSERT_TRUE(uri) << uri.error().what;
    EXPECT_EQ(uri->user, "DOM\\bob@x.org");
    EXPECT_EQ(uri->host, "mail.example.org");
    EXPECT_EQ(uri->port, 8443);
    EXPECT_EQ(uri->path, "/A%20b/c");
    const auto bare = parse_server_uri("//[::1]", "x", kTestForm);
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->user + "|" + bare->host + "|" + bare->path, "|[::1]|");
    EXPECT_EQ(bare->port, 0);
}

TEST(ServerUri, RefusesWhatIsNoneAndRepeatsNoUser) {
    for (const char* bad : {"host", "/host", "//", "//@h", "//bob@", "//geheim:x@h", "//geheim@h:0", "//h:65536",
                            "//h:1x", "//geheim@a b", "//geheim%0D@h"}) {
        const auto uri = parse_server_uri(bad, "x", kTestForm);
        ASSERT_FALSE(uri) << bad;
        EXPECT_EQ(uri.error().code, Errc::usage) << bad;
        EXPECT_EQ(uri.error().what.find("geheim"), std::string::npos) << uri.error().what;
    }
}

TEST(ServerUri, SplitsFolders) {
    using Levels = std::vector<std::string>;
    EXPECT_EQ(*folder_levels("/a%20b//c/", "x"), (Levels{"a%20b", "c"}));
    EXPECT_EQ(*decoded_folder_levels("/a%20b//c%2Fd", "x"), (Levels{"a b", "c/d"}));
    EXPECT_EQ(*folder_levels("", "x"), Levels{});
    EXPECT_FALSE(folder_levels("a\nb", "x").has_value());
    EXPECT_FALSE(decoded_folder_levels("a%0Ab", "x").has_value());
}

TEST(ServerUri, FillsInWhoseMailboxItIs) {
    model::Mailbox mailbox;
    mailbox.name = "JDOE";
    EXPECT_EQ(*account_of(mailbox, "{mailbox}-{x}"), "JDOE-{x}");
    EXPECT_EQ(account_of(mailbox, "").error().code, Errc::usage);
    mailbox.internet = "jdoe@example.org";
    EXPECT_EQ(*account_of(mailbox, ""), "jdoe@example.org");
    mailbox.shared = true;
    EXPECT_EQ(*account_of(mailbox, "archive"), "archive");
    EXPECT_EQ(account_of(mailbox, "{address}").error().code, Errc::usage);
}

}  // namespace
}  // namespace restante::targets::server
