#include "formats/mmf/lossy_objects.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace restante::mmf {
namespace {

Node node_at(std::uint32_t number, std::uint8_t type, std::uint32_t offset, std::uint32_t size) {
    Node node;
    node.oid = Oid{number << 8U}.with_type(type);
    node.offset = offset;
    node.size = size;
    return node;
}

TEST(LossyObjects, NothingIsSaidOfAWholeFile) {
    LoadedStore store;
    store.file = std::make_shared<MemoryBytes>(ByteVector(4096, 1));
    store.live = {node_at(0x123456, type::kMessage, 1024, 400)};
    Findings findings;
    report_lost({}, findings);
    mark_lossy(store, {}, findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_TRUE(store.lossy.empty());
}

TEST(LossyObjects, ThoseOnLostSectorsAndTheirCopies) {
    LoadedStore store;
    store.file = std::make_shared<MemoryBytes>(ByteVector(8192, 1));
    const Node before = node_at(0x1, type::kMessage, 512, 504), first = node_at(0x2, type::kMessage, 512, 505),
               list = node_at(0x3, type::kFolder, 1024, 10), last = node_at(0x4, type::kAttachment, 1535, 100),
               behind = node_at(0x5, type::kMessage, 1536, 100), made = node_at(0x6, type::kMessage, 1100, 100);
    Node copy = node_at(0x7, type::kMessage, first.oid.value, 0),
         other_copy = node_at(0x8, type::kMessage, before.oid.value, 0);
    copy.flags = other_copy.flags = flag::kAlias;
    store.live = {before, first, list, last, behind, made, copy, other_copy};
    store.made.emplace(made.oid, ByteVector(100));
    const std::vector<LostBytes> lost{{1024, 512}, {4096, 1024}};
    Findings findings;
    report_lost(lost, findings);
    mark_lossy(store, lost, findings);
    EXPECT_EQ(store.lossy, (std::set<Oid>{first.oid, list.oid, last.oid, copy.oid}));
    ASSERT_EQ(findings.total(), 3U);
    EXPECT_TRUE(std::ranges::all_of(findings.list(),
                                    [](const Finding& one) { return one.id == MessageId::recover_unreadable; }));
    EXPECT_EQ(findings.list()[0].text, "1536 bytes in 2 places; the first stand here");
    EXPECT_EQ(findings.list()[0].offset, 1024U);
    EXPECT_EQ(findings.list()[1].text, "message " + first.oid.hex() + " lies there in part");
    EXPECT_EQ(findings.list()[2].text, "attachment " + last.oid.hex() + " lies there in part");
}

TEST(LossyObjects, ThoseWithZerosAndTheirCopies) {
    ByteVector bytes(8192, 1);
    std::fill_n(bytes.begin() + 1024, 512, std::uint8_t{0});
    LoadedStore store;
    store.file = std::make_shared<MemoryBytes>(std::move(bytes));
    const Node before = node_at(0x1, type::kMessage, 512, 504), message = node_at(0x2, type::kMessage, 896, 200),
               list = node_at(0x3, type::kFolder, 1152, 100), made = node_at(0x4, type::kMessage, 1280, 100);
    Node copy = node_at(0x5, type::kMessage, message.oid.value, 0);
    copy.flags = flag::kAlias;
    store.live = {before, message, list, made, copy};
    store.made.emplace(made.oid, ByteVector(100));
    Findings findings;
    mark_lossy(store, {}, findings);
    EXPECT_EQ(store.lossy, (std::set<Oid>{message.oid, list.oid, copy.oid}));
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::recover_zeroed);
    EXPECT_EQ(findings.list()[0].text, "message " + message.oid.hex() + ": 80 bytes");
    EXPECT_EQ(findings.list()[0].offset, 1024U);
}

}  // namespace
}  // namespace restante::mmf
