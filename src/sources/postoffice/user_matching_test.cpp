#include "sources/postoffice/user_matching.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace restante::sources {
namespace {

struct MatchingCase {
    std::vector<postoffice::PostofficeUser> users{};
    postoffice::PostofficeFacts facts{};
    MailEvidence evidence{};
    Findings findings{};

    MatchingCase() { evidence.network = "NET", evidence.postoffice = "PO"; }

    void user(const std::string& mailbox, std::optional<std::uint32_t> hexid, bool deleted = false) {
        postoffice::PostofficeUser one;
        one.record = users.size();
        one.mailbox = mailbox;
        one.hexid = hexid;
        one.deleted = deleted;
        users.push_back(std::move(one));
    }
    void mailbag(std::uint32_t hexid, std::size_t messages, const std::map<std::string, std::size_t>& named) {
        facts.mailbags.insert(hexid);
        evidence.mailbags[hexid] = {messages, {named.begin(), named.end()}};
    }
    UserMatching match() { return match_users({users, facts, evidence, users.size()}, findings); }
};

std::optional<std::uint32_t> hexid_of(const UserMatching& matching, const std::string& mailbox) {
    for (const PostofficeMember& member : matching.members)
        if (member.mailbox == mailbox) return member.hexid;
    return std::nullopt;
}

TEST(UserMatching, TheUserListIsFollowedWhereMessagesAgreeOrAreSilent) {
    MatchingCase one;
    one.user("ANN", 1);
    one.user("BOB", 2);
    one.mailbag(1, 5, {{"ANN", 5}, {"BOB", 2}});
    one.mailbag(2, 3, {{"TEAM", 3}});  // came by a group
    const UserMatching matching = one.match();
    EXPECT_EQ(hexid_of(matching, "ANN"), 1U);
    EXPECT_EQ(hexid_of(matching, "BOB"), 2U);
    EXPECT_TRUE(matching.unowned.empty());
    EXPECT_TRUE(one.findings.empty());
}

TEST(UserMatching, AMailbagFullOfMailForSomebodyElseIsNobodys) {
    MatchingCase one;
    one.user("ANN", 1);
    one.user("BOB", 2);
    one.mailbag(1, 4, {{"BOB", 4}});
    one.mailbag(2, 0, {});
    const UserMatching matching = one.match();
    EXPECT_EQ(hexid_of(matching, "ANN"), std::nullopt);
    EXPECT_EQ(hexid_of(matching, "BOB"), 2U);
    EXPECT_EQ(matching.unowned, std::set<std::uint32_t>{1});
    ASSERT_EQ(one.findings.total(), 1U);
    EXPECT_EQ(one.findings.list()[0].id, MessageId::postoffice_owner_contradicted);
}

TEST(UserMatching, SwappedMailbagsAreChangedBack) {
    MatchingCase one;
    one.user("ANN", 1);
    one.user("BOB", 2);
    one.mailbag(1, 4, {{"BOB", 4}, {"TEAM", 1}});
    one.mailbag(2, 3, {{"ANN", 3}});
    const UserMatching matching = one.match();
    EXPECT_EQ(hexid_of(matching, "ANN"), 1U);
    EXPECT_EQ(matching.members[0].mailbag, 2U);
    EXPECT_EQ(matching.members[1].mailbag, 1U);
    ASSERT_EQ(one.findings.total(), 1U);
    EXPECT_EQ(one.findings.list()[0].id, MessageId::postoffice_mailbags_swapped);
}

TEST(UserMatching, MessagesNameOwnersThatNoListKnows) {
    MatchingCase one;
    one.evidence.people = {{"NET", "PO", "Ann", "Ann Smith"}, {"NET", "ELSEWHERE", "BOB", "Bob"}};
    one.mailbag(1, 3, {{"ANN", 3}});
    one.mailbag(2, 3, {{"BOB", 1}, {"CARL", 1}, {"DORA", 1}});
    const UserMatching matching = one.match();
    ASSERT_EQ(matching.members.size(), 1U);
    EXPECT_EQ(matching.members[0].mailbox, "Ann");
    EXPECT_EQ(matching.members[0].full_name, "Ann Smith");
    EXPECT_EQ(matching.members[0].hexid, 1U);
    EXPECT_EQ(matching.unowned, std::set<std::uint32_t>{2});
}

TEST(UserMatching, TwoMailbagsThatSpeakForOneUserOwnNothing) {
    MatchingCase one;
    one.user("ANN", std::nullopt);
    one.mailbag(1, 3, {{"ANN", 3}});
    one.mailbag(2, 3, {{"ANN", 3}});
    const UserMatching matching = one.match();
    EXPECT_EQ(hexid_of(matching, "ANN"), std::nullopt);
    EXPECT_EQ(matching.unowned.size(), 2U);
}

TEST(UserMatching, WhatADeletedUserLeftIsNobodys) {
    MatchingCase one;
    one.user("ANN", 1, true);
    one.user("BOB", 2);
    one.mailbag(1, 3, {{"ANN", 3}});
    one.mailbag(2, 3, {{"BOB", 3}});
    const UserMatching matching = one.match();
    EXPECT_EQ(hexid_of(matching, "ANN"), std::nullopt);
    EXPECT_EQ(matching.unowned, std::set<std::uint32_t>{1});
}

TEST(UserMatching, TheLastUserGetsTheLastMailbagUnlessItsMessagesSayOtherwise) {
    for (const std::size_t named : {0U, 1U, 2U}) {
        MatchingCase one;
        one.user("ANN", 1);
        one.user("BOB", std::nullopt);
        one.mailbag(1, 3, {{"ANN", 3}});
        one.mailbag(2, 3, {{"BOB", named}, {"CARL", 1}, {"DORA", 1}});
        EXPECT_EQ(hexid_of(one.match(), "BOB").has_value(), named == 2) << named;
    }
}

}  // namespace
}  // namespace restante::sources
