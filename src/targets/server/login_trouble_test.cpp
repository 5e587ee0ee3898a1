#include "targets/server/login_trouble.h"

#include <gtest/gtest.h>

namespace restante::targets::server {
namespace {

TEST(LoginTrouble, TellsWhatIsAboutTheLogin) {
    const auto no_ticket = login_trouble(
        "gss_init_sec_context() failed: No credentials were supplied. No Kerberos credentials available (default "
        "cache: FILE:/tmp/krb5cc_0). \n");
    ASSERT_TRUE(no_ticket.has_value());
    EXPECT_EQ(no_ticket->words,
              "Kerberos: No credentials were supplied. No Kerberos credentials available (default cache: "
              "FILE:/tmp/krb5cc_0); kinit gets a ticket");
    EXPECT_FALSE(no_ticket->none_offered);
    const auto none = login_trouble("No known authentication mechanisms supported\n");
    ASSERT_TRUE(none.has_value());
    EXPECT_TRUE(none->none_offered);
    EXPECT_EQ(none->words, "the server offers none of the ways to log in that may be used");
}

TEST(LoginTrouble, PassesOverTheRest) {
    for (const char* line : {"", "gss_", "gss_wrap", "Connected to localhost", "SSL failed: gss_", "failed: x"})
        EXPECT_FALSE(login_trouble(line).has_value()) << line;
}

}  // namespace
}  // namespace restante::targets::server
