#include "targets/directory/recipients.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace restante::targets::directory {
namespace {

model::DirectoryAccount account_of(std::string mailbox, std::string internet = {}) {
    model::DirectoryAccount account;
    account.address = "MS:N/P/" + mailbox;
    account.mailbox = std::move(mailbox);
    account.internet = std::move(internet);
    return account;
}

std::size_t count_of(const Findings& findings, MessageId id) {
    return static_cast<std::size_t>(std::count_if(findings.list().begin(), findings.list().end(),
                                                  [id](const Finding& finding) { return finding.id == id; }));
}

TEST(Recipients, B40NobodySharesANameAnAccountOrAnAddress) {
    struct Case {
        const char* what;
        model::DirectoryAccount first, second;
    };
    std::vector<Case> cases = {
        {"name", account_of("ANN"), account_of("ann")},
        {"alias", account_of("A&B"), account_of("A=B")},
        {"address", account_of("ANN", "ann@example.org"), account_of("BEN", "ANN@example.org")},
        {"account name", account_of("ANN"), account_of("BEN")},
        {"old address", account_of("ANN"), account_of("BEN")},
    };
    cases[3].second.details = {{"Assoc-NT-Account", "DOM\\ann"}};
    cases[4].second.address = "ms:n/p/ANN";
    for (const Case& one : cases) {
        model::Directory directory;
        directory.accounts = {one.first, one.second};
        Findings losses;
        const std::vector<model::Directory> directories{directory};
        const Recipients recipients = recipients_of(directories, losses);
        EXPECT_EQ(recipients.people.size(), 1U) << one.what;
        ASSERT_EQ(count_of(losses, MessageId::directory_account_collision), 1U) << one.what;
        EXPECT_EQ(losses.list().front().severity(), Severity::error);
        EXPECT_NE(losses.list().front().text.find(one.what), std::string::npos) << losses.list().front().text;
    }
}

TEST(Recipients, B40ANewNameOfTheListKeepsThemApart) {
    model::Directory directory;
    directory.accounts = {account_of("ANN"), account_of("ann")};
    directory.accounts[1].address = "MS:N/Q/ANN";
    directory.accounts[1].new_name = "Ann of Q";
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    const Recipients recipients = recipients_of(directories, losses);
    ASSERT_EQ(recipients.people.size(), 2U);
    EXPECT_EQ(recipients.people[1].alias, "Ann_of_Q");
    EXPECT_EQ(count_of(losses, MessageId::directory_account_collision), 0U);
}

TEST(Recipients, MembersAreFoundByNameByAddressAndMadeContacts) {
    model::Directory directory;
    directory.accounts = {account_of("ANN")};
    directory.groups = {{"Staff", {"ann", "ms:n/p/ann", "Board", "SMTP:x@example.org", "Staff", "who"}}, {"Board", {}}};
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    const Recipients recipients = recipients_of(directories, losses);
    ASSERT_EQ(recipients.groups.size(), 2U);
    EXPECT_EQ(recipients.groups[0].members,
              (std::vector<Member>{{MemberKind::person, 0}, {MemberKind::group, 1}, {MemberKind::contact, 0}}));
    EXPECT_EQ(recipients.contacts.at(0).internet, "x@example.org");
    EXPECT_EQ(count_of(losses, MessageId::directory_member_missing), 2U);
}

TEST(Recipients, GroupsAreMembersByTheirAddressToo) {
    model::Directory directory;
    directory.network = "N";
    directory.postoffice = "P";
    directory.groups = {{"Staff", {"MS:n/p/board"}}, {"Board", {}}};
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    const Recipients recipients = recipients_of(directories, losses);
    EXPECT_EQ(recipients.groups.at(0).members, (std::vector<Member>{{MemberKind::group, 1}}));
    EXPECT_TRUE(recipients.contacts.empty());
}

TEST(Recipients, AMemberThatIsLeftOutIsNoContact) {
    model::Directory directory;
    directory.accounts = {account_of("ANN")};
    directory.accounts[0].left_out = true;
    directory.groups = {{"Staff", {"ANN", "MS:N/P/ANN"}}};
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    const Recipients recipients = recipients_of(directories, losses);
    EXPECT_TRUE(recipients.contacts.empty());
    EXPECT_EQ(count_of(losses, MessageId::directory_member_missing), 2U);
}

TEST(Recipients, GroupsAndContactsGiveWayToPeople) {
    model::Directory directory;
    directory.accounts = {account_of("SALES")};
    directory.groups = {{"Sales", {}}};
    directory.contacts = {{"sales", "SMTP:sales@example.net", ""}, {"", "FAX:1", ""}};
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    const Recipients recipients = recipients_of(directories, losses);
    EXPECT_EQ(recipients.contacts.at(0).name, "sales-2");
    EXPECT_EQ(recipients.groups.at(0).name, "Sales-3");
    EXPECT_EQ(recipients.contacts.at(1).display_name, "FAX:1");
    EXPECT_EQ(count_of(losses, MessageId::directory_name_changed), 2U);
}

TEST(Recipients, R23PasswordsAreOnlyCounted) {
    model::Directory directory;
    directory.accounts = {account_of("ANN"), account_of("BEN")};
    directory.accounts[0].password = true;
    Findings losses;
    const std::vector<model::Directory> directories{directory};
    static_cast<void>(recipients_of(directories, losses));
    ASSERT_EQ(count_of(losses, MessageId::directory_passwords_set), 1U);
    EXPECT_EQ(losses.list().back().text, "1 of 2");
}

TEST(Recipients, OldAddressesBecomeProxies) {
    EXPECT_EQ(old_proxy_address("EX:/o=A/cn=B"), "X500:/o=A/cn=B");
    EXPECT_EQ(old_proxy_address("ms:N/P/M"), "MS:N/P/M");
    EXPECT_EQ(old_proxy_address("SMTP:a@b.c"), "");
    EXPECT_EQ(old_proxy_address("somebody"), "");
}

}  // namespace
}  // namespace restante::targets::directory
