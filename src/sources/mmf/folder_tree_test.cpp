#include "sources/mmf/folder_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr mmf::Oid kProjects{0x00000182}, kDeep{0x00000282}, kLost{0x00000382};

std::vector<std::string> paths(const MailboxReader& reader) {
    std::vector<std::string> paths;
    for (const model::Folder& folder : reader.folders()) paths.push_back(model::display_path(folder));
    return paths;
}

TEST(FolderTree, LevelsMayJumpAndFallBack) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox", 1);
    store.enter(kDeep, "Deep", 3);
    store.enter(kProjects, "Projects", 2);
    store.enter(mmf::kSentMail, "Gesendet", 1);
    for (const mmf::Oid folder : {mmf::kInbox, kDeep, kProjects, mmf::kSentMail}) store.add_folder(folder, {});
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Inbox", "Inbox/Deep", "Inbox/Projects", "Gesendet"));
    EXPECT_EQ(reader->folders()[3].role, model::FolderRole::sent);
    EXPECT_TRUE(reader->findings().empty());
}

TEST(FolderTree, UnlistedFoldersAndMessagesAreDeliveredWithAFinding) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(1)});
    store.add_folder(kLost, {TestStore::message(2)});
    for (std::uint32_t number = 1; number <= 3; ++number) store.add_message(number, mmf::kInbox);
    const auto reader = store.open();
    ASSERT_THAT(paths(*reader), ElementsAre("Inbox", "Folder 1", "Recovered"));
    EXPECT_TRUE(reader->folders()[1].recovered);
    EXPECT_EQ(reader->read_message(1, 0)->id, TestStore::message(2).hex());
    EXPECT_EQ(reader->read_message(2, 0)->id, TestStore::message(3).hex());
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_folder), SizeIs(1));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_message), SizeIs(1));
}

TEST(FolderTree, MissingFolderObjectIsFilledByParent) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.enter(kProjects, "Projects");
    store.add_folder(mmf::kInbox, {TestStore::message(1)});
    store.add_message(1, mmf::kInbox);
    store.add_message(2, kProjects);
    const auto reader = store.open();
    ASSERT_THAT(paths(*reader), ElementsAre("Inbox", "Projects"));
    EXPECT_EQ(reader->message_count(1), 1U);
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_folder_list_lost), SizeIs(1));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_message), IsEmpty());
}

TEST(FolderTree, OneMessageInTwoFoldersIsDeliveredTwice) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.enter(kProjects, "Projects");
    store.add_folder(mmf::kInbox, {TestStore::message(1)});
    store.add_folder(kProjects, {TestStore::message(1)});
    store.add_message(1, mmf::kInbox);
    const auto reader = store.open();
    EXPECT_EQ(reader->message_count(0) + reader->message_count(1), 2U);
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_message_twice),
                ElementsAre("Projects/0: message 86010000 stands in several places"));
}

TEST(FolderTree, FindersAreNoFolders) {
    TestStore store;
    store.enter_hidden(mmf::Oid{0x00000183}, "Result");
    store.enter_hidden(mmf::kHiddenBullet, "\xFFHiddenBullet");
    store.add_folder(mmf::Oid{0x00000183}, {TestStore::message(1)});
    store.add_folder(mmf::kHiddenBullet, {TestStore::message(1)});
    store.add_message(1, mmf::kHiddenBullet);
    const auto reader = store.open();
    ASSERT_THAT(reader->folders(), SizeIs(1));
    EXPECT_TRUE(reader->folders()[0].hidden);
    EXPECT_EQ(reader->folders()[0].role, model::FolderRole::none);
}

TEST(FolderTree, DamagedEntryKeepsItsMessages) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {});
    store.add_folder(kProjects, {});
    store.add_folder(kDeep, {});
    store.enter(kProjects, "");
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Inbox", "Folder 1", "Folder 2"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_hierarchy_entry_lost), SizeIs(1));
}

TEST(FolderTree, NoTwoFoldersHaveOnePath) {
    TestStore store;
    store.enter(kProjects, "Recovered");
    store.enter(kDeep, "Twin", 2);
    store.enter(kLost, "Twin", 2);
    store.enter(mmf::kInbox, "Folder 1");
    for (const mmf::Oid folder : {kProjects, kDeep, kLost, mmf::kInbox, mmf::Oid{0x00000482}})
        store.add_folder(folder, {});
    store.add_message(1, kProjects);
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Recovered", "Recovered/Twin", "Recovered/Twin (2)", "Folder 1",
                                            "Folder 1 (2)", "Recovered (2)"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_folder_renamed),
                ElementsAre("Recovered/Twin (2): its name is Twin"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_message), SizeIs(1));
}

TEST(FolderTree, BodyThatLostItsCopiesIsDelivered) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(3)});
    store.add_hidden_body(TestStore::message(1), mmf::kInbox, {text_attribute(mmf::attribute::kSubject, "alone")});
    store.add_hidden_body(TestStore::message(2), mmf::kInbox, {text_attribute(mmf::attribute::kSubject, "shared")});
    store.add_copy(TestStore::message(3), mmf::kInbox, 0, TestStore::message(2));
    const auto reader = store.open();
    ASSERT_THAT(paths(*reader), ElementsAre("Inbox", "Recovered"));
    ASSERT_EQ(reader->message_count(1), 1U);
    EXPECT_EQ(reader->read_message(1, 0)->subject, "alone");
    EXPECT_EQ(reader->read_message(0, 0)->subject, "shared");
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_body_without_copies), SizeIs(1));
}

// Entries without the end of their strings, without anything, and at an impossible level; the others are as they were.
TEST(FolderTree, DamagedEntriesAreReadAsFarAsTheyGo) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.enter_raw(kProjects, {2, 0, 'C', 'u', 't'});
    store.enter_raw(kDeep, {1});
    store.enter(kLost, "Level", 999);
    store.enter(mmf::kSentMail, "Sent", 2);
    for (const mmf::Oid folder : {mmf::kInbox, kProjects, kDeep, kLost, mmf::kSentMail}) store.add_folder(folder, {});
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Inbox", "Inbox/Cut", "Folder 1", "Level", "Level/Sent"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_hierarchy_entry_salvaged), SizeIs(2));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_hierarchy_entry_lost), SizeIs(1));
}

TEST(FolderTree, WrongLengthOfAnEntryIsMadeGoodByItsNeighbours) {
    TestStore store;
    ByteVector hierarchy = mmf::write_list({{mmf::kInbox.value, mmf::write_hierarchy_entry({1, "Inbox", "", {0}})},
                                            {kProjects.value, mmf::write_hierarchy_entry({1, "Projects", "", {0}})},
                                            {kDeep.value, mmf::write_hierarchy_entry({2, "Deep", "", {0}})}});
    hierarchy[hierarchy.size() - 12 - 4] = 5;  // size of the second element
    store.replace_visible(hierarchy);
    for (const mmf::Oid folder : {mmf::kInbox, kProjects, kDeep}) store.add_folder(folder, {});
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Inbox", "Projects", "Projects/Deep"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_hierarchy_entry_salvaged), SizeIs(1));
}

TEST(FolderTree, ListsThatBreakOffGiveWhatStandsBefore) {
    TestStore store;
    ByteVector hierarchy = mmf::write_list({{mmf::kInbox.value, mmf::write_hierarchy_entry({1, "Inbox", "", {0}})},
                                            {kProjects.value, mmf::write_hierarchy_entry({1, "Projects", "", {0}})}});
    hierarchy.resize(hierarchy.size() - 5);
    store.replace_visible(hierarchy);
    store.add_folder(mmf::kInbox, {});
    store.add_folder(kProjects, {});
    const auto reader = store.open();
    EXPECT_THAT(paths(*reader), ElementsAre("Inbox", "Folder 1"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_list_cut), ElementsAre(": 1 of 2 elements are missing"));
}

TEST(FolderTree, FolderListThatBreaksOffIsFilledByParent) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    ByteVector list = mmf::write_list(
        {{TestStore::message(2).value, mmf::write_summary({})}, {TestStore::message(1).value, mmf::write_summary({})}});
    list.resize(list.size() - 1);
    store.add(mmf::kInbox, mmf::kVisibleHierarchy, 0, list);
    store.add_message(1, mmf::kInbox);
    store.add_message(2, mmf::kInbox);
    const auto reader = store.open();
    ASSERT_EQ(reader->message_count(0), 2U);
    EXPECT_EQ(reader->read_message(0, 0)->id, TestStore::message(2).hex());
    EXPECT_EQ(reader->read_message(0, 1)->id, TestStore::message(1).hex());
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_message), IsEmpty());
}

}  // namespace
}  // namespace restante::sources
