// For every rule of the checker: one fact of a healthy store is changed, and exactly that rule, with neighbours that
// can be explained, must speak.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "formats/mmf/attribute.h"
#include "formats/mmf/checker.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store_editor_test.h"

namespace restante::mmf {
namespace {

using enum MessageId;

// An object by its four stored bytes, as findings print them.
constexpr Oid stored(std::uint32_t bytes) {
    return {bytes >> 24U | (bytes >> 8U & 0xFF00U) | (bytes << 8U & 0xFF0000U) | bytes << 24U};
}

// In sample basic: a message with attachments, two without, and where they live.
constexpr Oid kBudget = stored(0x869aa76a), kRead = stored(0x864491bb), kDeep = stored(0x86bc40d3),
              kUmlauts = stored(0x863b505e), kAlpha = stored(0x82f9f6d1), kZebra = stored(0x8259eada),
              kAttachments = stored(0x890f0047), kNote = stored(0x871d578c), kSheet = stored(0x87cb868d);
// In sample pab: the entry of a group, its member folder, a person in it.
constexpr Oid kTeam = stored(0x717987cd), kTeamFolder = stored(0x69aa734c), kAnna = stored(0x719aa76a),
              kAnnaLinks = stored(0x8822a53a);
// In sample moved-copied: a copy and the body it shares.
constexpr Oid kCopy = stored(0x86aa734c), kShared = stored(0x8662d2e0);
constexpr Oid kNowhere = stored(0x86777777);

struct Mutation {
    std::string name;  // rule and fact
    std::string sample;
    void (*change)(StoreEditor&);
    MessageId rule;
    std::set<MessageId> neighbours{};  // what must or may follow from the same change
};

std::set<MessageId> rules_of(ByteVector file) {
    Findings findings;
    const auto checked = check_store(std::make_shared<MemoryBytes>(std::move(file)), findings);
    EXPECT_TRUE(checked) << (checked ? "" : checked.error().describe());
    std::set<MessageId> rules;
    for (const Finding& finding : findings.list()) rules.insert(finding.id);
    return rules;
}

std::string codes(const std::set<MessageId>& rules) {
    std::string text;
    for (const MessageId rule : rules) text += std::string(message_text(rule).code) + " ";
    return text;
}

void write(StoreEditor& store, Oid oid, std::size_t at, std::uint8_t value) { store.data(oid)[at] = value; }

void change_summary(StoreEditor& store, Oid folder, Oid message, std::size_t at, std::uint8_t value) {
    store.change_element(folder, message.value, [&](ByteVector& summary) { summary[at] = value; });
}

void rename_element(StoreEditor& store, Oid list, std::uint32_t from, std::uint32_t to) {
    store.change_list(list, [&](std::vector<ListElement>& elements, ListSort&) {
        const auto found = std::ranges::find(elements, from, &ListElement::id);
        ASSERT_NE(found, elements.end());
        found->id = to;
    });
}

const Mutation kPhysical[] = {
    {"P1_magic", "basic", [](StoreEditor& s) { s.header.magic ^= 1U; }, check_magic},
    {"P1_version", "basic", [](StoreEditor& s) { s.header.version = 0x0F00C00C; }, check_version},
    {"P1_older_version", "basic", [](StoreEditor& s) { s.header.version = version::kOldest; }, check_older_version},
    {"P2_copy_number", "basic", [](StoreEditor& s) { s.header.current_copy = 3; }, check_header_field},
    {"P2_root",
     "basic",
     [](StoreEditor& s) { s.header.trees[0].root = 999; },
     check_header_field,
     {check_other_map, check_tree_headers}},
    {"P2_cipher_without_divisor", "basic",
     [](StoreEditor& s) {
         s.header.version = version::kAlternateCipher;
         s.header.cipher = 1;
         s.header.cipher_divisor = 0;
     },
     check_header_field},
    {"P2_older_copy", "basic", [](StoreEditor& s) { s.header.current_copy = 0; }, check_older_copy},
    {"P3_appended", "basic", [](StoreEditor& s) { s.appended.assign(7, 0); }, check_length},
    {"P4_session", "basic", [](StoreEditor& s) { s.header.session = 1; }, check_not_closed},
    {"P5_current_end",
     "basic",
     [](StoreEditor& s) { s.header.trees[1].end += 0x80; },
     check_current_map,
     {check_tree_headers}},
    {"P5_other_node", "basic", [](StoreEditor& s) { s.nodes[0][s.number(kInbox)].size += 0x80; }, check_other_map},
    {"P6_free_block_moved", "basic",
     [](StoreEditor& s) { s.change([](const Node& n) { return n.is_free(); }, [](Node& n) { n.offset += 0x80; }); },
     check_block_place},
    {"P6_not_aligned", "basic",
     [](StoreEditor& s) { s.change([](const Node& n) { return n.is_free(); }, [](Node& n) { n.offset += 4; }); },
     check_block_place},
    {"P7_children_swapped", "basic",
     [](StoreEditor& s) { s.change(kHiddenHierarchy, [](Node& n) { std::swap(n.left, n.right); }); }, check_tree},
    {"P7_loop", "basic",
     [](StoreEditor& s) {
         const std::uint16_t root = s.header.trees[1].root;
         s.change(kOutbox, [root](Node& n) { n.right = root; });
     },
     check_tree},
    {"P8_leaf_unlinked", "basic", [](StoreEditor& s) { s.change(stored(0x86bc40d3), [](Node& n) { n.right = 0; }); },
     check_node_place},
    {"P8_free_block_unlisted", "basic",
     [](StoreEditor& s) {
         s.change([](const Node& n) { return n.is_free() && n.left != 0; }, [](Node& n) { n.left = 0; });
     },
     check_node_place},
    {"P9_loop", "basic",
     [](StoreEditor& s) {
         const std::uint16_t head = s.header.trees[1].free_head;
         s.change([](const Node& n) { return n.is_free() && n.left == 0; }, [head](Node& n) { n.left = head; });
     },
     check_free_list},
    {"P9_flag", "basic",
     [](StoreEditor& s) {
         s.change([](const Node& n) { return n.is_free() && n.left == 0; }, [](Node& n) { n.flags = 0; });
     },
     check_free_list},
    {"P10_name", "basic", [](StoreEditor& s) { s.plain[s.node(kFinderState).offset] ^= 1U; }, check_block_header},
    {"P10_size", "basic", [](StoreEditor& s) { s.plain[s.node(kFinderState).offset + 4] ^= 1U; }, check_block_header},
    {"P11_no_body",
     "moved-copied",
     [](StoreEditor& s) { s.change(kCopy, [](Node& n) { n.offset = kNowhere.value; }); },
     check_copy_body,
     {check_body_references}},
    {"P11_size", "moved-copied", [](StoreEditor& s) { s.change(kCopy, [](Node& n) { ++n.size; }); }, check_copy_fields},
    {"P11_link", "moved-copied", [](StoreEditor& s) { s.change(kCopy, [](Node& n) { n.link = 3; }); },
     check_copy_fields},
    {"P12_references", "moved-copied", [](StoreEditor& s) { s.change(kShared, [](Node& n) { ++n.references; }); },
     check_body_references},
    {"P13_uncommitted",
     "basic",
     [](StoreEditor& s) { s.change(kFinderState, [](Node& n) { n.size |= kUncommitted; }); },
     check_unfinished,
     {check_system_object}},
    {"P13_no_reference",
     "basic",
     [](StoreEditor& s) { s.change(kDeep, [](Node& n) { n.references = 0; }); },
     check_unfinished,
     {check_message_missing}},
    {"P14_tree_headers", "basic", [](StoreEditor& s) { s.header.trees[0].free_head = 1; }, check_tree_headers},
    {"P15_attr", "basic", [](StoreEditor& s) { s.change(kAccounts, [](Node& n) { n.attr = attr::kFolder; }); },
     check_attr},
};

const Mutation kContents[] = {
    {"L1_directory", "basic", [](StoreEditor& s) { write(s, kAccounts, 1, 0xFF); }, check_list_layout},
    {"L1_element_outside", "basic", [](StoreEditor& s) { write(s, kAccounts, s.data(kAccounts).size() - 3, 0xFF); },
     check_list_layout},
    {"L1_packed", "basic", [](StoreEditor& s) { write(s, kFinderState, 2, 6); }, check_list_layout},
    {"L1_canonical", "basic",
     [](StoreEditor& s) {  // the only element loses its first byte
         const std::size_t entry = s.data(kAccounts).size() - 8;
         ++s.data(kAccounts)[entry];
         --s.data(kAccounts)[entry + 4];
     },
     check_list_canonical},
    {"L2_twice", "basic", [](StoreEditor& s) { rename_element(s, kAttributeNames, 0x00018004, 0x00008003); },
     check_element_id},
    {"L2_reserved", "basic", [](StoreEditor& s) { rename_element(s, kAttributeNames, 0x00018004, 0xFFFFFFFF); },
     check_element_id},
    {"H1_level", "basic",
     [](StoreEditor& s) { s.change_element(kVisibleHierarchy, kZebra.value, [](ByteVector& entry) { entry[0] = 5; }); },
     check_hierarchy_entry},
    {"H1_no_name", "basic",
     [](StoreEditor& s) {
         s.change_element(kVisibleHierarchy, kAlpha.value, [](ByteVector& entry) { entry = {3, 0, 0, 0, 0}; });
     },
     check_hierarchy_entry},
    {"H1_same_name", "basic",
     [](StoreEditor& s) {
         s.change_element(kVisibleHierarchy, kAlpha.value,
                          [](ByteVector& entry) { entry = {3, 0, 'b', 'E', 'T', 'A', 0, 0, 0}; });
     },
     check_hierarchy_entry},
    {"H1_end", "basic",
     [](StoreEditor& s) {
         s.change_element(kVisibleHierarchy, kAlpha.value, [](ByteVector& entry) { entry.back() = 1; });
     },
     check_hierarchy_entry},
    {"H2_no_folder",
     "basic",
     [](StoreEditor& s) { rename_element(s, kVisibleHierarchy, kAlpha.value, stored(0x82777777).value); },
     check_folder_missing,
     {check_folder_unlisted}},
    {"H2_unlisted", "basic", [](StoreEditor& s) { s.change(kAlpha, [](Node& n) { n.parent = kHiddenHierarchy; }); },
     check_folder_unlisted},
    {"F1_date",
     "basic",
     [](StoreEditor& s) { change_summary(s, kInbox, kRead, 3, 13); },
     check_summary,
     {check_summary_differs, check_sort_order}},
    {"F1_size", "basic",
     [](StoreEditor& s) {
         s.change_element(kZebra, kUmlauts.value, [](ByteVector& summary) { summary.resize(0x1E); });
     },
     check_summary},
    {"F1_end", "basic",
     [](StoreEditor& s) { s.change_element(kZebra, kUmlauts.value, [](ByteVector& summary) { summary.back() = 1; }); },
     check_summary},
    {"F2_no_message",
     "basic",
     [](StoreEditor& s) { rename_element(s, kAlpha, kDeep.value, kNowhere.value); },
     check_message_missing,
     {check_orphan_message}},
    {"F2_elsewhere", "basic", [](StoreEditor& s) { s.change(kDeep, [](Node& n) { n.parent = kInbox; }); },
     check_message_elsewhere},
    {"F2_not_linked", "pab",
     [](StoreEditor& s) { rename_element(s, kAnnaLinks, kTeamFolder.value, stored(0x69777777).value); },
     check_message_elsewhere},
    {"F3_priority", "basic", [](StoreEditor& s) { change_summary(s, kAlpha, kDeep, 0x11, 1); }, check_summary_differs},
    {"F3_subject", "basic", [](StoreEditor& s) { change_summary(s, kAlpha, kDeep, 0x22, 'X'); }, check_summary_differs},
    {"F4_swapped", "basic",
     [](StoreEditor& s) {
         s.change_list(kInbox, [](std::vector<ListElement>& elements, ListSort&) { std::ranges::reverse(elements); });
     },
     check_sort_order},
    {"F5_folder_count", "basic", [](StoreEditor& s) { s.change(kAlpha, [](Node& n) { ++n.aux; }); }, check_unread},
    {"F5_message_flag", "basic", [](StoreEditor& s) { s.change(kDeep, [](Node& n) { n.flags ^= flag::kUnread; }); },
     check_unread},
    {"M1_short", "basic",
     [](StoreEditor& s) {
         s.change_element(kBudget, attribute::kFixedFont, [](ByteVector& value) { value.resize(1); });
     },
     check_attribute},
    {"M1_triples", "basic",
     [](StoreEditor& s) {
         s.change_element(kBudget, attribute::kCc, [](ByteVector& value) { value[value.size() - 8] = 77; });
     },
     check_attribute},
    {"M1_open_text", "basic",
     [](StoreEditor& s) { s.change_element(kDeep, attribute::kBody, [](ByteVector& value) { value.back() = '!'; }); },
     check_open_text},
    {"M2_class", "basic", [](StoreEditor& s) { rename_element(s, kClasses, 1, 77); }, check_class},
    {"M3_mark_without_list", "basic",
     [](StoreEditor& s) {
         s.change_element(kDeep, attribute::kStatus, [](ByteVector& value) { value[0] = status::kAttachments; });
         change_summary(s, kAlpha, kDeep, 0xE, status::kAttachments);
     },
     check_attachment_mark},
    {"M3_list_without_mark", "basic",
     [](StoreEditor& s) {
         s.change_element(kBudget, attribute::kStatus, [](ByteVector& value) { value[0] = 0; });
         change_summary(s, kInbox, kBudget, 0xE, 0);
     },
     check_attachment_mark},
    {"M4_no_companion", "basic",
     [](StoreEditor& s) { s.change(kDeep, [](Node& n) { n.aux = stored(0x89777777).value; }); }, check_companion},
    {"M5_twice",
     "basic",
     [](StoreEditor& s) { rename_element(s, kZebra, kUmlauts.value, kDeep.value); },
     check_duplicate_message,
     {check_message_elsewhere, check_summary_differs, check_orphan_message}},
    {"M5_orphan",
     "basic",
     [](StoreEditor& s) { rename_element(s, kAlpha, kDeep.value, kNowhere.value); },
     check_orphan_message,
     {check_message_missing}},
    {"A1_no_attachment",
     "basic",
     [](StoreEditor& s) { write(s, kAttachments, 5, 0x77); },
     check_attachment_missing,
     {check_attachment_unlisted}},
    {"A1_references", "basic", [](StoreEditor& s) { s.change(kNote, [](Node& n) { ++n.references; }); },
     check_references},
    {"A2_unlisted", "basic",
     [](StoreEditor& s) {
         s.change_list(kAttachments, [](std::vector<ListElement>& elements, ListSort&) {
             std::copy_n(elements[0].data.begin(), 4, elements[1].data.begin());
         });
         s.change(kSheet, [](Node& n) { n.references = 2; });
     },
     check_attachment_unlisted},
    {"B1_fields", "pab",
     [](StoreEditor& s) { s.change_element(kAnna, attribute::kBody, [](ByteVector& value) { value[4] = 0xFF; }); },
     check_address_entry},
    {"B1_no_member_folder", "pab",
     [](StoreEditor& s) {
         s.change_element(kTeam, attribute::kSummaryValue, [](ByteVector& value) { value[1] = 0x77; });
         change_summary(s, kStandardAddressBook, kTeam, 0x14, 0x77);
     },
     check_address_entry},
    {"B1_attr",
     "pab",
     [](StoreEditor& s) { s.change(kTeamFolder, [](Node& n) { n.attr = 0x9005; }); },
     check_address_entry,
     {check_attr}},
    {"S1_missing",
     "basic",
     [](StoreEditor& s) { s.change(kFinderState, [](Node& n) { n.size |= kUncommitted; }); },
     check_system_object,
     {check_unfinished}},
};

class CheckerMutation : public testing::TestWithParam<Mutation> {};

TEST_P(CheckerMutation, BreaksItsRuleOnly) {
    const Mutation& mutation = GetParam();
    ASSERT_EQ(codes(rules_of(samples::bytes(mutation.sample))), "");
    StoreEditor store(samples::bytes(mutation.sample));
    mutation.change(store);
    ASSERT_FALSE(HasFatalFailure());
    std::set<MessageId> rules = rules_of(store.finish());
    EXPECT_TRUE(rules.contains(mutation.rule)) << codes(rules);
    rules.erase(mutation.rule);
    for (const MessageId neighbour : mutation.neighbours) rules.erase(neighbour);
    EXPECT_EQ(codes(rules), "");
}

std::string test_name(const testing::TestParamInfo<Mutation>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Physical, CheckerMutation, testing::ValuesIn(kPhysical), test_name);
INSTANTIATE_TEST_SUITE_P(Contents, CheckerMutation, testing::ValuesIn(kContents), test_name);

// An edit that changes nothing gives the file back, byte for byte: the editor itself is innocent.
TEST(StoreEditor, ChangesNothingByItself) {
    for (const char* sample : {"basic", "pab", "moved-copied"})
        EXPECT_EQ(StoreEditor(samples::bytes(sample)).finish(), samples::bytes(sample)) << sample;
}

TEST(CheckerMutations, NameFolderPositionOffsetAndBothValues) {
    StoreEditor store(samples::bytes("basic"));
    const std::uint64_t block = store.node(kInbox).offset;
    change_summary(store, kInbox, kBudget, 0x11, 3);
    Findings findings;
    ASSERT_TRUE(check_store(std::make_shared<MemoryBytes>(store.finish()), findings));
    ASSERT_EQ(findings.total(), 1U);
    const Finding& finding = findings.list()[0];
    EXPECT_EQ(finding.id, check_summary_differs);
    EXPECT_EQ(finding.item, "Inbox/2");
    EXPECT_EQ(finding.text, "message 869aa76a in folder 82496e62: the priority is 0x3, expected 0x1 as in the message");
    EXPECT_EQ(finding.offset, block + kBlockHeaderSize + 4);  // the last element comes first
}

// No rule of this table is without a test that can make it fail. check_cut_off and check_stopped have their own.
TEST(CheckerMutations, CoverEveryRule) {
    std::set<MessageId> covered{check_cut_off, check_stopped};
    for (const Mutation& mutation : kPhysical) covered.insert(mutation.rule);
    for (const Mutation& mutation : kContents) covered.insert(mutation.rule);
    for (auto id = static_cast<std::size_t>(check_magic); id <= static_cast<std::size_t>(check_stopped); ++id)
        EXPECT_TRUE(covered.contains(static_cast<MessageId>(id))) << message_text(static_cast<MessageId>(id)).code;
}

}  // namespace
}  // namespace restante::mmf
