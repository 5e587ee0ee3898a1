#include "pipeline/listed_users.h"

#include <gtest/gtest.h>

namespace restante::pipeline {
namespace {

model::DirectoryAccount account_at(std::string mailbox, std::string address = {}) {
    model::DirectoryAccount account;
    account.mailbox = std::move(mailbox);
    account.address = std::move(address);
    return account;
}

ListedUser row(std::string mailbox, std::string address = {}) {
    ListedUser user;
    user.mailbox = std::move(mailbox);
    user.address = std::move(address);
    return user;
}

struct Outcome {
    std::vector<int> rows{};  // -1: none
    std::size_t unmatched = 0, ambiguous = 0;
    bool operator==(const Outcome&) const = default;
};

Outcome outcome_of(const std::vector<ListedUser>& users, const std::vector<model::DirectoryAccount>& accounts) {
    std::vector<const model::DirectoryAccount*> pointers;
    for (const auto& account : accounts) pointers.push_back(&account);
    const ListAssignment assigned = assign(users, pointers);
    Outcome outcome;
    for (const ListedUser* user : assigned.rows)
        outcome.rows.push_back(user == nullptr ? -1 : static_cast<int>(user - users.data()));
    outcome.unmatched = assigned.unmatched.size();
    outcome.ambiguous = assigned.ambiguous.size();
    return outcome;
}

TEST(ListedUsers, B07NamesMatchWithoutCaseAndBlanks) {
    const std::vector<model::DirectoryAccount> accounts{account_at("J DOE"), account_at("Ann"), account_at("BOB")};
    EXPECT_EQ(outcome_of({row(" jdoe "), row("ANN")}, accounts), (Outcome{{0, 1, -1}, 0, 0}));
    EXPECT_EQ(outcome_of({row("NOBODY")}, accounts), (Outcome{{-1, -1, -1}, 1, 0}));
}

TEST(ListedUsers, BlanksTellTwoApartWhereTheyMust) {
    const std::vector<model::DirectoryAccount> accounts{account_at("JDOE"), account_at("J DOE")};
    EXPECT_EQ(outcome_of({row("j doe")}, accounts), (Outcome{{-1, 0}, 0, 0}));
    EXPECT_EQ(outcome_of({row("j d oe")}, accounts), (Outcome{{-1, -1}, 0, 1}));
}

TEST(ListedUsers, AddressesTellPostofficesApart) {
    const std::vector<model::DirectoryAccount> accounts{account_at("JDOE", "MS:ACME/HQ/JDOE"),
                                                        account_at("JDOE", "MS:ACME/LAB/JDOE")};
    EXPECT_EQ(outcome_of({row("JDOE", "ms:acme/lab/jdoe")}, accounts), (Outcome{{-1, 0}, 0, 0}));
    EXPECT_EQ(outcome_of({row("JDOE", "MS:ACME/EAST/JDOE")}, accounts), (Outcome{{-1, -1}, 1, 0}));
    EXPECT_EQ(outcome_of({row("JDOE")}, accounts), (Outcome{{-1, -1}, 0, 1}));
    EXPECT_EQ(outcome_of({row("ANN", "MS:A/B/ANN")}, {account_at("ANN")}), (Outcome{{0}, 0, 0}));
}

TEST(ListedUsers, TwoRowsForOneMailboxAreNone) {
    EXPECT_EQ(outcome_of({row("ANN"), row("ann"), row("A N N")}, {account_at("ANN")}), (Outcome{{-1}, 0, 3}));
}

}  // namespace
}  // namespace restante::pipeline
