#include "formats/postoffice/records/user_list.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "formats/postoffice/records/known_layouts.h"

namespace restante::postoffice {
namespace {

// A layout as if it had been proved; what matters here is what is made of the records.
RecordLayout proved_layout() {
    return {"ACCESS2",
            0,
            69,
            {{.name = "state", .offset = 0, .size = 1, .kind = FieldKind::flag},
             {.name = "mailbox", .offset = 1, .size = 11, .kind = FieldKind::text},
             {.name = "full name", .offset = 12, .size = 31, .kind = FieldKind::text},
             {.name = "hexid", .offset = 43, .size = 4, .kind = FieldKind::dword}}};
}

struct Row {
    std::string mailbox, full_name;
    std::uint32_t hexid;
    std::uint32_t state = 1;
};

struct Entry {
    std::string alias;
    std::uint32_t hexid;
};

struct Listed {
    std::vector<PostofficeUser> users;
    Findings findings;
};

Listed listed(const std::vector<Row>& rows, const std::vector<Entry>& entries = {}, bool state_known = true) {
    RecordLayout layout = proved_layout();
    RecordTable access2 = RecordTable::empty(layout);
    for (const Row& row : rows) {
        const MutableBytes record = access2.record(access2.append());
        EXPECT_TRUE(write_number(layout.fields[0], record, row.state));
        EXPECT_TRUE(write_text(layout.fields[1], record, row.mailbox));
        EXPECT_TRUE(write_text(layout.fields[2], record, row.full_name));
        EXPECT_TRUE(write_number(layout.fields[3], record, row.hexid));
    }
    RecordLayout name_layout = known_layout(RecordFile::name_list);
    name_layout.fields.back() = {.name = "hexid", .offset = 41, .size = 4, .kind = FieldKind::dword};
    RecordTable names = RecordTable::empty(name_layout);
    for (const Entry& entry : entries) {
        const MutableBytes record = names.record(names.append());
        EXPECT_TRUE(write_text(name_layout.fields[1], record, entry.alias));
        EXPECT_TRUE(write_number(name_layout.fields[2], record, entry.hexid));
    }
    if (!state_known) layout.fields.erase(layout.fields.begin());
    PostofficeFacts facts{.mailbags = {0, 1, 2, 3, 4, 5}};
    facts.people.push_back({"N", "P", "bob", ""});
    const UserCalibration calibration{{layout, {}}, {name_layout, {}}};
    Listed result;
    result.users = list_users(access2, names, calibration, facts, {}, result.findings);
    return result;
}

TEST(UserList, ReadsWhatTheRecordsSay) {
    const auto [users, findings] = listed({{"ADMIN", "Administrator", 0}, {"BOB", "Bob", 3}, {"GONE", "Gone", 99, 0}});
    ASSERT_EQ(users.size(), 3U);
    EXPECT_EQ(users[0].hexid, 0U);
    EXPECT_EQ(users[1].mailbox, "BOB");
    EXPECT_TRUE(users[1].mailbox_seen);
    EXPECT_FALSE(users[0].mailbox_seen);
    EXPECT_EQ(users[1].hexid, 3U);
    EXPECT_EQ(users[1].deleted, false);
    EXPECT_EQ(users[2].hexid, std::nullopt);  // no file
    EXPECT_EQ(users[2].deleted, true);
    EXPECT_TRUE(findings.empty());
}

TEST(UserList, WhatTwoUsersClaimBelongsToNeither) {
    auto [users, findings] = listed({{"ANN", "Ann", 1}, {"BOB", "Bob", 1}, {"EVE", "Eve", 2}});
    EXPECT_EQ(users[0].hexid, std::nullopt);
    EXPECT_EQ(users[1].hexid, std::nullopt);
    EXPECT_EQ(users[2].hexid, 2U);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_shared_identity);

    const auto same_name = listed({{"ANN", "Ann", 1}, {"ann", "Ann Two", 2}});
    EXPECT_EQ(same_name.users[0].mailbox, std::nullopt);
    EXPECT_EQ(same_name.users[1].mailbox, std::nullopt);
    EXPECT_EQ(same_name.users[1].hexid, 2U);
}

TEST(UserList, ADeletedUserLosesItToOneInUse) {
    const std::vector<Row> rows{{"ANN", "Ann", 1, 0}, {"ANN", "Ann Two", 2}};
    const auto known = listed(rows);
    EXPECT_EQ(known.users[0].mailbox, std::nullopt);
    EXPECT_EQ(known.users[1].mailbox, "ANN");
    EXPECT_EQ(known.users[1].hexid, 2U);
    const auto unknown = listed(rows, {}, false);
    EXPECT_EQ(unknown.users[1].mailbox, std::nullopt);
}

TEST(UserList, ACopyOfARecordIsTheSameUser) {
    const auto [users, findings] = listed({{"ANN", "Ann", 1}, {"ANN", "Ann", 1}});
    EXPECT_EQ(users[0].hexid, 1U);
    EXPECT_EQ(users[1].mailbox, "ANN");
    EXPECT_TRUE(findings.empty());
}

TEST(UserList, ZerosAreNotTheFirstUser) {
    EXPECT_EQ(listed({{"ANN", "Ann", 7}, {"BOB", "Bob", 0}}).users[1].hexid, std::nullopt);
    EXPECT_EQ(listed({{"ANN", "Ann", 7}, {"BOB", "Bob", 0}}, {{"bob", 0}}).users[1].hexid, 0U);
}

TEST(UserList, TheAddressListMustAgree) {
    EXPECT_EQ(listed({{"ANN", "Ann", 1}}, {{"Ann", 2}}).users[0].hexid, std::nullopt);
    EXPECT_EQ(listed({{"ANN", "Ann", 1}}, {{"Ann", 1}}).users[0].hexid, 1U);
    // A name it has twice says nothing.
    EXPECT_EQ(listed({{"ANN", "Ann", 1}}, {{"Ann", 2}, {"Ann", 3}}).users[0].hexid, 1U);
}

TEST(UserList, UnprovedFieldsAreNotRead) {
    RecordTable access2 = RecordTable::empty(known_layout(RecordFile::access2));
    access2.record(access2.append())[5] = 'x';
    access2.append();
    Findings findings;
    const auto users = list_users(access2, RecordTable::empty(known_layout(RecordFile::name_list)),
                                  {{access2.layout(), {}}, {}}, {}, {}, findings);
    ASSERT_EQ(users.size(), 1U);  // the other record is blank
    EXPECT_EQ(users[0].mailbox, std::nullopt);
    EXPECT_EQ(users[0].hexid, std::nullopt);
    EXPECT_EQ(findings.total(), 3U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_field_unknown);
}

}  // namespace
}  // namespace restante::postoffice
