#include "pipeline/planned_directories.h"

#include <gtest/gtest.h>

#include "pipeline/fakes_test.h"
#include "pipeline/run.h"

namespace restante::pipeline {
namespace {

model::DirectoryAccount account_named(std::string mailbox, const std::string& postoffice = "ACME/HQ") {
    model::DirectoryAccount account;
    account.address = "MS:" + postoffice + "/" + mailbox;
    account.display_name = "Full name of " + mailbox;
    account.mailbox = std::move(mailbox);
    return account;
}

ListedUser listed(std::string mailbox, std::string name = {}, bool wanted = true) {
    ListedUser user;
    user.mailbox = std::move(mailbox);
    user.name = std::move(name);
    user.wanted = wanted;
    user.line = 7;
    return user;
}

class PlannedDirectories : public ::testing::Test {
protected:
    void SetUp() override {
        model::Directory directory;
        directory.network = "ACME";
        directory.postoffice = "HQ";
        directory.accounts = {account_named("ADMIN"), account_named("JDOE"), account_named("ADMINSCH")};
        directory.accounts[2].system = true;
        source_.postoffices = {directory};
        add_mailbox("ADMIN", "MS:ACME/HQ/ADMIN");
        add_mailbox("JDOE", "MS:ACME/HQ/JDOE");
    }

    void add_mailbox(std::string name, std::string address) {
        FakeMailbox& mailbox = source_.mailboxes.emplace_back();
        mailbox.mailbox.name = std::move(name);
        mailbox.mailbox.address = std::move(address);
        mailbox.folders = {fake_folder({"Inbox"}, 1)};
    }

    RunResult run(const std::vector<ListedUser>* users, Selection selection = {}) {
        Selector selector(selection);
        Plan plan = make_plan(source_, selector, users);
        target_.abilities.wants_directories = true;
        Observer observer;
        return pipeline::run(source_, plan, {{"fake:", &target_}}, selector, {}, observer, cancel_);
    }

    [[nodiscard]] std::vector<std::string> delivered() const {
        std::vector<std::string> names;
        for (const model::Mailbox& mailbox : target_.mailboxes) names.push_back(mailbox.name);
        return names;
    }

    FakeSource source_;
    FakeTarget target_;
    std::atomic<bool> cancel_{false};
};

using Names = std::vector<std::string>;

TEST_F(PlannedDirectories, WithoutAListEverybodyComesAsHeIs) {
    run(nullptr);
    EXPECT_EQ(delivered(), (Names{"ADMIN", "JDOE"}));
    ASSERT_EQ(target_.directories.size(), 1U);
    EXPECT_EQ(target_.directories[0].accounts.size(), 3U);
    for (const auto& account : target_.directories[0].accounts) EXPECT_FALSE(account.left_out);
}

TEST_F(PlannedDirectories, AListThatNobodyEditedChangesNothing) {
    const std::vector<ListedUser> users{listed("ADMIN", "HQ"), listed("JDOE", "JDOE"), listed("ADMINSCH", "", false)};
    const RunResult result = run(&users);
    EXPECT_EQ(delivered(), (Names{"ADMIN", "JDOE"}));
    EXPECT_EQ(target_.directories[0].accounts[0].new_name, "");
    EXPECT_TRUE(result.findings.empty());
}

TEST_F(PlannedDirectories, NewNamesReachEveryTargetAndItemsKeepTheirIdentity) {
    run(nullptr);
    const auto ids = target_.item_ids;
    target_.mailboxes.clear();
    target_.item_ids.clear();
    std::vector<ListedUser> users{listed("admin"), listed("JDOE", "john.doe")};
    users[1].display_name = "John";
    users[1].details = {{"Title", "Dr"}};
    run(&users);
    EXPECT_EQ(delivered(), (Names{"ADMIN", "john.doe"}));
    EXPECT_EQ(target_.mailboxes[1].display_name, "John");
    EXPECT_EQ(target_.mailboxes[1].address, "MS:ACME/HQ/JDOE");
    const model::DirectoryAccount& account = target_.directories[0].accounts[1];
    EXPECT_EQ(account.new_name, "john.doe");
    EXPECT_EQ(account.details.back().value, "Dr");
    EXPECT_EQ(target_.item_ids, ids);
}

TEST_F(PlannedDirectories, WhoIsNotListedOrMarkedNIsSkipped) {
    const std::vector<ListedUser> users{listed("JDOE", "", false)};
    const RunResult result = run(&users);
    EXPECT_EQ(delivered(), Names{});
    EXPECT_EQ(result.mailboxes.skipped, 2U);
    for (const auto& account : target_.directories[0].accounts) EXPECT_TRUE(account.left_out);
}

TEST_F(PlannedDirectories, B07ARowThatFitsNobodyIsAnError) {
    const std::vector<ListedUser> users{listed("JDOE"), listed("JDO"), listed("ADMINSCH")};
    const RunResult result = run(&users);
    EXPECT_EQ(delivered(), Names{"JDOE"});
    ASSERT_EQ(result.findings.list().size(), 2U);
    for (const Finding& finding : result.findings.list()) {
        EXPECT_EQ(finding.id, MessageId::directory_row_unmatched);
        EXPECT_NE(finding.text.find("line 7"), std::string::npos);
    }
}

TEST_F(PlannedDirectories, OptionsHoldForAccountsToo) {
    const RunResult result = run(nullptr, {.users = {"jdoe"}});
    EXPECT_EQ(delivered(), Names{"JDOE"});
    EXPECT_TRUE(target_.directories[0].accounts[0].left_out);
    EXPECT_FALSE(target_.directories[0].accounts[1].left_out);
    EXPECT_TRUE(target_.directories[0].accounts[2].left_out);
    EXPECT_TRUE(result.findings.empty());
}

TEST_F(PlannedDirectories, APatternForAnAccountWithoutMailboxFitsNothing) {
    const RunResult result = run(nullptr, {.users = {"ADMINSCH"}});
    ASSERT_EQ(result.findings.list().size(), 1U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::run_user_unmatched);
}

TEST_F(PlannedDirectories, MailboxesNoPostofficeKnowsMakeDirectoriesOfTheirOwn) {
    add_mailbox("ANN", "MS:ACME/LAB/ANN");
    add_mailbox("", "");
    add_mailbox("BEN", "MS:ACME/LAB/BEN");
    add_mailbox("ben", "MS:ACME/LAB/BEN");  // an older file of the same person
    add_mailbox("", "");
    source_.mailboxes.emplace_back().mailbox.shared = true;
    run(nullptr);
    ASSERT_EQ(target_.directories.size(), 3U);
    EXPECT_EQ(target_.directories[1].postoffice, "LAB");
    EXPECT_EQ(target_.directories[1].accounts.size(), 2U);
    EXPECT_EQ(target_.directories[2].accounts.size(), 2U);  // nobody knows whether they are one
    EXPECT_EQ(target_.directories[2].accounts.at(0).mailbox, "mailbox");
}

TEST_F(PlannedDirectories, ADryRunHandsNoAccountsOver) {
    Selector selector({});
    Plan plan = make_plan(source_, selector);
    target_.abilities.wants_directories = true;
    Observer observer;
    pipeline::run(source_, plan, {{"fake:", &target_}}, selector, {.dry_run = true}, observer, cancel_);
    EXPECT_TRUE(target_.directories.empty());
}

}  // namespace
}  // namespace restante::pipeline
