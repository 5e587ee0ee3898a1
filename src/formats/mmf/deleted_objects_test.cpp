#include "formats/mmf/deleted_objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/byte_writer.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Oid kFirst{0x00000186}, kSecond{0x00000286}, kList{0x00000189}, kAttached{0x00000187};

ByteVector list_bytes(const std::vector<ListElement>& elements = {{1, {'a', 'b'}}}) { return write_list(elements); }

// Free space that is one block, with what is written into it.
class FreeBlock {
public:
    explicit FreeBlock(std::uint32_t size) : bytes_(kStart + size) {
        node_.oid = Oid{type::kFree};
        node_.flags = flag::kFree;
        node_.offset = kStart;
        node_.size = size;
        node_.parent = kInbox;
    }
    void put(std::uint32_t at, Oid oid, const ByteVector& body, std::uint32_t stated = 0) {
        ByteWriter writer;
        writer.le(oid.value);
        writer.le(stated == 0 ? static_cast<std::uint32_t>(body.size()) : stated);
        writer.bytes(body);
        std::ranges::copy(writer.view(), bytes_.begin() + kStart + at);
    }
    Node& node() { return node_; }
    LoadedStore& store() { return store_; }
    Findings findings{};
    std::vector<Node> find() {
        ByteVector bytes = bytes_;
        store_.cipher.encipher(0, bytes);
        store_.file = std::make_shared<MemoryBytes>(std::move(bytes));
        store_.free = {node_};
        return find_deleted_objects(store_, findings);
    }

private:
    static constexpr std::uint32_t kStart = 0x400;
    ByteVector bytes_;
    Node node_{};
    LoadedStore store_{};
};

TEST(DeletedObjects, OverlappingOnesEndTheSearchAndAreTold) {
    // Each promises a directory up to the end of the space, which is read before its first entry turns out wrong.
    constexpr std::uint32_t kBlocks = 400;
    FreeBlock block(kBlocks * kBlockUnit);
    for (std::uint32_t i = 0; i < kBlocks; ++i) {
        const std::uint32_t size = (kBlocks - i) * kBlockUnit - kBlockHeaderSize;
        ByteWriter body;
        body.le(kFirstElement);
        body.le(static_cast<std::uint16_t>((size - 18) / 12));
        block.put(i * kBlockUnit, Oid{0x86 | (i + 1) << 8U}, std::move(body).take(), size);
    }
    EXPECT_THAT(block.find(), IsEmpty());
    ASSERT_EQ(block.findings.total(), 1U);
    EXPECT_EQ(block.findings.list().front().id, MessageId::limit_work);
}

TEST(DeletedObjects, TheFirstOfABlockHasItsFolderAndOthersHaveNone) {
    FreeBlock block(0x200);
    block.put(0, kFirst, list_bytes());
    block.put(0x100, kSecond, list_bytes());
    const auto found = block.find();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].oid, kFirst);
    EXPECT_EQ(found[0].parent, kInbox);
    EXPECT_EQ(found[0].offset, 0x400U);
    EXPECT_EQ(found[1].oid, kSecond);
    EXPECT_EQ(found[1].parent, Oid{});
}

TEST(DeletedObjects, AttachmentsComeWithTheirMessageAlone) {
    FreeBlock block(0x300);
    block.put(0, kFirst, list_bytes());
    AttachmentReference reference;
    reference.object = kAttached;
    block.put(0x100, kList, list_bytes({{0, write_attachment_reference(reference)}}));
    block.put(0x200, kAttached, list_bytes());
    EXPECT_THAT(block.find(), SizeIs(1));  // the node does not lead to them
    block.node().aux = kList.value;
    const auto found = block.find();
    ASSERT_THAT(found, SizeIs(3));
    EXPECT_EQ(found[0].aux, kList.value);
    block.store().oids = {kList};  // in use: another message's
    EXPECT_THAT(block.find(), SizeIs(1));
    EXPECT_EQ(block.find()[0].aux, 0U);
}

TEST(DeletedObjects, WhatIsInUseIsAnOlderForm) {
    FreeBlock block(0x80);
    block.put(0, kFirst, list_bytes());
    EXPECT_THAT(block.find(), SizeIs(1));
    block.store().oids = {kFirst};
    EXPECT_THAT(block.find(), IsEmpty());
}

TEST(DeletedObjects, WhatDoesNotCheckOutIsNone) {
    const ByteVector good = list_bytes();
    ByteVector outside = good, no_directory = good, many = good;
    outside[outside.size() - 5] = 0x7F;  // offset of the element
    no_directory[1] = 0x7F;
    many[many.size() - 26] = 0x7F;  // number of elements
    const struct {
        const char* what;
        Oid oid;
        ByteVector body;
        std::uint32_t stated;
    } cases[] = {
        {"larger than its block", kFirst, good, 0x79}, {"a folder", Oid{0x00000182}, good, 0},
        {"no name", Oid{type::kMessage}, good, 0},     {"nothing in it", kFirst, list_bytes({}), 0},
        {"an element outside", kFirst, outside, 0},    {"its directory outside", kFirst, no_directory, 0},
        {"more elements than room", kFirst, many, 0},  {"no room for a directory", kFirst, good, 17},
    };
    for (const auto& one : cases) {
        FreeBlock block(0x80);
        block.put(0, one.oid, one.body, one.stated);
        EXPECT_THAT(block.find(), IsEmpty()) << one.what;
    }
}

TEST(DeletedObjects, TheFindWithAFolderWins) {
    FreeBlock block(0x200);
    block.put(0, kFirst, list_bytes());
    block.put(0x100, kFirst, list_bytes({{1, ByteVector(100)}}));
    const auto found = block.find();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].parent, kInbox);
    block.node().parent = {};  // nothing told: the larger one
    EXPECT_EQ(block.find()[0].offset, 0x500U);
}

TEST(DeletedObjects, TheSampleGivesBackItsSixMessages) {
    Findings findings;
    const auto plain = Store::open(samples::source("deleted"), findings);
    const auto dug = Store::open(samples::source("deleted"), findings, true);
    ASSERT_TRUE(plain && dug);
    std::map<std::uint8_t, std::size_t> count;
    for (const Node& node : (*dug)->nodes()) {
        if (!(*dug)->is_recovered(node.oid)) continue;
        ++count[node.oid.type()];
        auto object = (*dug)->object(node.oid);
        ASSERT_TRUE(object) << node.oid.hex();
        EXPECT_TRUE(ListReader::open(std::move(*object))) << node.oid.hex();
        if (node.oid.type() == type::kMessage) {
            EXPECT_EQ(node.parent, kInbox);
        }
    }
    EXPECT_EQ(count, (std::map<std::uint8_t, std::size_t>{
                         {type::kMessage, 6}, {type::kAttachment, 4}, {type::kAttachmentList, 4}}));
    EXPECT_EQ((*dug)->nodes().size(), (*plain)->nodes().size() + 14);
    for (const Node& node : (*plain)->nodes()) EXPECT_FALSE((*dug)->is_recovered(node.oid)) << node.oid.hex();
}

}  // namespace
}  // namespace restante::mmf
