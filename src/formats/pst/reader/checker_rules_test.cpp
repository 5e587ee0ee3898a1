// Damage that breaks several rules at once: the one it aims at must be among those that fire. The last test holds all
// rules of the list against those that some test fires.
#include <array>
#include <map>
#include <string_view>

#include "formats/pst/reader/patient_test.h"

namespace restante::pst::reader {
namespace {

using enum MessageId;

constexpr std::uint8_t kNodes = 0x81;
constexpr Nid kContents = 0x808E;  // of the inbox
constexpr std::size_t kInfo = 0x40;

Bid body_tree(const Patient& p) {
    for (const BlockEntry& block : p.file->blocks())
        if (is_internal(block.bid) && p.bytes[block.offset] == 1) return block.bid;
    return 0;
}
Bid message_list(const Patient& p) { return p.file->find_node(kMessage)->subnodes; }

// The cell of a column in the first row of a table whose rows are in its heap.
std::size_t cell(const Patient& p, const BlockEntry& heap, std::uint32_t tag) {
    const std::size_t info = p.item(heap, kInfo);
    const std::size_t rows = p.item(heap, load_le<std::uint32_t>(p.bytes, info + 14));
    for (std::size_t i = 0; i < p.bytes[info + 1]; ++i)
        if (load_le<std::uint32_t>(p.bytes, info + 22 + 8 * i) == tag)
            return rows + load_le<std::uint16_t>(p.bytes, info + 22 + 8 * i + 4);
    ADD_FAILURE() << "no column " << tag;
    return rows;
}

struct Damage {
    MessageId rule;
    void (*cause)(Patient& p);
};

const Damage kPages[] = {
    {pst_check_page_place,
     [](Patient& p) {
         const auto at = p.page(kNodes, 1);
         store_le(p.bytes, at + 24 + 16, std::uint64_t{0x7FFF'FFFF'0000});
         p.repair_page(at);
     }},
    {pst_check_page_shared,
     [](Patient& p) {
         const auto at = p.page(kNodes, 1);
         store_le(p.bytes, at + 24 + 8, load_le<std::uint64_t>(p.bytes, at + 8));
         store_le(p.bytes, at + 24 + 16, load_le<std::uint64_t>(p.bytes, at + 16));
         p.repair_page(at);
     }},
    {pst_check_key_order,
     [](Patient& p) {
         const auto at = p.leaf(kNodes);
         store_le(p.bytes, at + 32, load_le<std::uint64_t>(p.bytes, at));
         p.repair_page(at);
     }},
    {pst_check_branch_key,
     [](Patient& p) {
         const auto at = p.page(kNodes, 1);
         store_le(p.bytes, at + 24, load_le<std::uint64_t>(p.bytes, at + 24) - 1);
         p.repair_page(at);
     }},
    {pst_check_block_place,
     [](Patient& p) {
         const BlockEntry& block = p.data_block(0x201);
         p.change_block(block.bid, 1, block.offset + 1);
     }},
    {pst_check_block_missing, [](Patient& p) { p.change_node(0x201, 1, 0xFFFFF0); }},
    {pst_check_block_orphan,
     [](Patient& p) {
         const BlockEntry& block = p.data_block(0x201);
         p.change_node(0x201, 1, 0);
         p.change_block(block.bid, 2, block.size | 1U << 16U);
     }},
    {pst_check_overlap, [](Patient& p) { p.change_block(p.data_block(0x201).bid, 1, p.data_block(kMessage).offset); }},
};

const Damage kTrees[] = {
    {pst_check_tree_shape, [](Patient& p) { p.change_byte(body_tree(p), 1, 9); }},
    {pst_check_tree_total, [](Patient& p) { p.change_byte(body_tree(p), 4, 1); }},
    {pst_check_tree_gap,
     [](Patient& p) {
         // The last block, which is not full, comes first.
         const BlockEntry& tree = p.block(body_tree(p));
         const auto first = static_cast<std::size_t>(tree.offset) + 8;
         const std::size_t last = first + 8 * (load_le<std::uint16_t>(p.bytes, first - 6) - 1U);
         const auto bid = load_le<std::uint64_t>(p.bytes, first);
         store_le(p.bytes, first, load_le<std::uint64_t>(p.bytes, last));
         store_le(p.bytes, last, bid);
         p.repair_block(tree);
     }},
    {pst_check_subnode_shape, [](Patient& p) { p.change_byte(message_list(p), 0, 9); }},
    {pst_check_subnode_order,
     [](Patient& p) {
         store_le(p.bytes, p.subnode_at(message_list(p), 1),
                  load_le<std::uint32_t>(p.bytes, p.subnode_at(message_list(p), 0)));
         p.repair_block(p.block(message_list(p)));
     }},
    {pst_check_bth_shape,
     [](Patient& p) {
         p.bytes[p.item(p.data_block(kContents), 0x20) + 2] = 2;
         p.repair_block(p.data_block(kContents));
     }},
    {pst_check_bth_order,
     [](Patient& p) {
         store_le(p.bytes, p.property_at(kInbox, 0x3001), std::uint16_t{0x7FFF});
         p.repair_block(p.data_block(kInbox));
     }},
};

const Damage kTables[] = {
    {pst_check_table_columns,
     [](Patient& p) {
         p.bytes[p.item(p.data_block(kContents), kInfo) + 22 + 6] = 3;
         p.repair_block(p.data_block(kContents));
     }},
    {pst_check_table_matrix,
     [](Patient& p) {
         ++p.bytes[p.item(p.data_block(kContents), kInfo) + 8];
         p.repair_block(p.data_block(kContents));
     }},
    {pst_check_table_rows,
     [](Patient& p) {
         store_le(p.bytes, cell(p, p.data_block(kContents), 0x67F20003), std::uint32_t{0x300024});
         p.repair_block(p.data_block(kContents));
     }},
    {pst_check_table_cell,
     [](Patient& p) {
         store_le(p.bytes, cell(p, p.data_block(kContents), 0x0037001F), std::uint32_t{0xFFE0});
         p.repair_block(p.data_block(kContents));
     }},
};

const Damage kObjects[] = {
    {pst_check_node_missing, [](Patient& p) { p.change_node(0x692, 0, 0x691); }},
    {pst_check_node_parent, [](Patient& p) { p.change_node(kInbox, 3, kMessage); }},
    {pst_check_node_unreadable,
     [](Patient& p) {
         p.bytes[p.data_block(kMessage).offset + 2] = 0;
         p.repair_block(p.data_block(kMessage));
     }},
    {pst_check_store_property,
     [](Patient& p) {
         store_le(p.bytes, p.property_at(0x21, 0x0FF9), std::uint16_t{0x0FF8});
         p.repair_block(p.data_block(0x21));
     }},
    {pst_check_names,
     [](Patient& p) {
         store_le(p.bytes, p.property_at(0x61, 4), std::uint16_t{5});
         p.repair_block(p.data_block(0x61));
     }},
    {pst_check_folder_row, [](Patient& p) { p.change_node(kInbox, 3, 0x122); }},
    {pst_check_contents_row, [](Patient& p) { p.change_node(kMessage, 3, 0x8022); }},
    {pst_check_attachment_row,
     [](Patient& p) {
         store_le(p.bytes, p.subnode_at(message_list(p), 0), std::uint32_t{0x670});  // was 671
         p.repair_block(p.block(message_list(p)));
     }},
    {pst_check_no_recipients,
     [](Patient& p) {
         store_le(p.bytes, p.subnode_at(message_list(p), 1), std::uint32_t{0x691});  // was 692
         p.repair_block(p.block(message_list(p)));
     }},
    {pst_check_recipients,
     [](Patient& p) {
         const BlockEntry& heap = p.block(p.subnode(kMessage, 0x692).data);
         p.bytes[cell(p, heap, 0x0C150003)] = 9;
         p.repair_block(heap);
     }},
    {pst_check_nesting,
     [](Patient& p) {
         // The message inside has the subnodes of the other one inside.
         const Bid first = p.subnode(kMessage, 0x8045).subnodes;
         const Bid second = p.subnode(kMessage, 0x8065).subnodes;
         const auto inner = load_le<std::uint64_t>(p.bytes, p.subnode_at(first, 0) + 16);
         store_le(p.bytes, p.subnode_at(second, 0) + 16, inner);
         p.repair_block(p.block(second));
     }},
};

std::set<MessageId> fire(std::span<const Damage> damages) {
    std::set<MessageId> fired;
    for (const Damage& damage : damages) {
        Patient patient;
        damage.cause(patient);
        const std::set<MessageId> found = rules(patient.bytes);
        EXPECT_TRUE(found.contains(damage.rule)) << message_text(damage.rule).code << ", but: " << codes(found);
        if (found.contains(damage.rule)) fired.insert(damage.rule);
    }
    return fired;
}

TEST(PstCheckerRules, Pages) { EXPECT_EQ(fire(kPages).size(), std::size(kPages)); }
TEST(PstCheckerRules, Trees) { EXPECT_EQ(fire(kTrees).size(), std::size(kTrees)); }
TEST(PstCheckerRules, Tables) { EXPECT_EQ(fire(kTables).size(), std::size(kTables)); }
TEST(PstCheckerRules, Objects) { EXPECT_EQ(fire(kObjects).size(), std::size(kObjects)); }

// A rule that no damage can fire is a defect: of the rule, or of these tests.
TEST(PstCheckerRules, EveryRuleIsFiredByATest) {
    std::set<MessageId> covered;
    for (const std::span<const Damage> damages : {std::span<const Damage>(kPages), std::span<const Damage>(kTrees),
                                                  std::span<const Damage>(kTables), std::span<const Damage>(kObjects)})
        for (const Damage& damage : damages) covered.insert(damage.rule);
    for (const Mutation& mutation : checker_mutations())
        covered.insert(mutation.expected.begin(), mutation.expected.end());
    constexpr std::array kRules{
#define MESSAGE(enumerator, ...) enumerator,
#include "base/messages/pst_check.def"
#undef MESSAGE
    };
    for (const MessageId rule : kRules)
        EXPECT_TRUE(covered.contains(rule)) << message_text(rule).code << ": " << message_text(rule).meaning;
}

}  // namespace
}  // namespace restante::pst::reader
