// What a file may make the reader hold or follow: docs/limits.md.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/byte_sink.h"
#include "formats/pst/ltp/property_context.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/heap.h"
#include "formats/pst/reader/store.h"

namespace restante::pst::reader {
namespace {

constexpr Nid kOuter = 0x200024, kAttachmentNode = 0x8025, kInnerMessage = 0x8024;

// A file of one message, which holds one that holds one ... `levels` deep.
ByteVector nested_messages(std::size_t levels) {
    MemorySink sink;
    ndb::Database database(sink, Format::unicode, Encoding::none, 1U << 24U);
    EXPECT_TRUE(database.begin());
    ltp::StoredNode message;
    for (std::size_t level = 0; level <= levels; ++level) {
        auto object = *ltp::PropertyContext::begin(database);
        object.add_integer(0x0E07, 0);
        if (level != 0) {
            auto attachment = *ltp::PropertyContext::begin(database);
            attachment.node().add_subnode(kInnerMessage, message);
            attachment.add_integer(0x3705, 5);
            EXPECT_TRUE(attachment.add_object(0x3701, kInnerMessage, 1));
            EXPECT_TRUE(attachment.close());
            object.node().add_subnode(kAttachmentNode, *attachment.finish());
        }
        EXPECT_TRUE(object.close());
        message = *object.finish();
    }
    database.add_node({kOuter, 0, message.data, message.subnodes});
    EXPECT_TRUE(database.finish());
    return sink.take();
}

TEST(PstReaderLimits, MessagesInOneAnother) {
    const NodeFilePointer file = *NodeFile::open(std::make_shared<MemoryBytes>(nested_messages(40)));
    MessageObject message(*PropertyContext::open(*Node::open(file, *file->find_node(kOuter))), 0);
    std::size_t depth = 0;
    for (;; ++depth) {
        const auto inner = message.attachment(kAttachmentNode)->embedded();
        if (!inner) {
            EXPECT_EQ(inner.error().code, Errc::too_large);
            break;
        }
        message = *inner;
    }
    EXPECT_EQ(depth, 32U);
}

TEST(PstReaderLimits, CheckTellsOfMessagesItDoesNotReach) {
    for (const std::size_t levels : {32U, 33U, 40U}) {
        Findings findings;
        ASSERT_TRUE(check_pst(std::make_shared<MemoryBytes>(nested_messages(levels)), findings)) << levels;
        const auto told = std::ranges::count(findings.list(), MessageId::pst_check_nesting, &Finding::id);
        EXPECT_EQ(told, levels > 32 ? 1 : 0) << levels;
    }
}

// A tree on a heap without records, that says how many levels it has.
Result<BthShape> empty_tree(std::uint8_t levels) {
    MemorySink sink;
    ndb::Database database(sink, Format::unicode, Encoding::none, 1U << 24U);
    EXPECT_TRUE(database.begin());
    ltp::Heap heap(database, ltp::HeapKind::property_context);
    heap.set_root(*heap.add(ByteVector{0xB5, 2, 6, levels, 0, 0, 0, 0}));
    const auto stored = *heap.finish();
    database.add_node({kOuter, 0, stored.bid, 0});
    EXPECT_TRUE(database.finish());
    const NodeFilePointer file = *NodeFile::open(std::make_shared<MemoryBytes>(sink.take()));
    const Heap read = *Heap::open(*DataTree::open(file, stored.bid), file->geometry());
    return for_each_record(read, read.root(), [](Bytes, Bytes) { return Result<void>{}; });
}

TEST(PstReaderLimits, TreesOnHeapsOfFiveLevelsAreEnough) {
    EXPECT_TRUE(empty_tree(5));
    const auto refused = empty_tree(6);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_value);
}

TEST(PstReaderLimits, ValuesInMemory) {
    constexpr std::size_t kMost = std::size_t{64} << 20U;
    constexpr Nid kFits = 0x803F, kLarger = 0x805F;
    MemorySink sink;
    ndb::Database database(sink, Format::unicode, Encoding::none, 1U << 28U);
    ASSERT_TRUE(database.begin());
    const ByteVector bytes(database.geometry().block_data, std::uint8_t{'x'});
    std::vector<Bid> blocks;
    for (std::size_t i = 0; i < kMost / bytes.size(); ++i) blocks.push_back(*database.write_block(bytes, 2));
    const auto value = [&](std::size_t size) {
        std::vector<Bid> all = blocks;
        all.push_back(*database.write_block(Bytes(bytes).first(size % bytes.size())));
        return ltp::StoredNode{database.write_tree(all, size)->bid, 0, size};
    };
    auto object = *ltp::PropertyContext::begin(database);
    object.node().add_subnode(kFits, value(kMost));
    object.node().add_subnode(kLarger, value(kMost + 1));
    ASSERT_TRUE(object.close());
    const ltp::StoredNode stored = *object.finish();
    database.add_node({kOuter, 0, stored.data, stored.subnodes});
    ASSERT_TRUE(database.finish());

    const NodeFilePointer file = *NodeFile::open(std::make_shared<MemoryBytes>(sink.take()));
    const PropertyContext context = *PropertyContext::open(*Node::open(file, *file->find_node(kOuter)));
    const auto held = context.value({0x1009, 0x0102, kFits}, {});
    ASSERT_TRUE(held) << held.error().describe();
    EXPECT_EQ(std::get<ByteVector>(*held).size(), kMost);
    const StoredValue larger{0x1009, 0x0102, kLarger};
    const auto refused = context.value(larger, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::too_large);
    EXPECT_EQ((*context.stream(larger))->size(), kMost + 1);  // read in pieces it is there
}

}  // namespace
}  // namespace restante::pst::reader
