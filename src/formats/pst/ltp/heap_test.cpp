#include "formats/pst/ltp/heap.h"

#include <gtest/gtest.h>

#include <array>

#include "formats/pst/little_endian.h"
#include "formats/pst/ltp/bth.h"

namespace restante::pst::ltp {
namespace {

constexpr std::uint64_t kFirstBlock = 0x4800;
constexpr std::uint64_t kBlockSpan = 8192;

class PstHeap : public testing::Test {
protected:
    PstHeap() : database(sink, Format::unicode, Encoding::none, 1U << 30U) { EXPECT_TRUE(database.begin()); }
    // The file's bytes from the first block on.
    Bytes written() {
        database.add_node({0x21, 0, 4, 0});
        EXPECT_TRUE(database.finish());
        return Bytes(sink.bytes()).subspan(kFirstBlock);
    }

    MemorySink sink;
    ndb::Database database;
};

TEST_F(PstHeap, SmallHeapEndsWithItsPageMap) {
    Heap heap(database, HeapKind::property_context);
    EXPECT_EQ(*heap.add(ByteVector{1, 2, 3}), 0x20U);
    EXPECT_EQ(*heap.add(ByteVector{4, 5, 6, 7}), 0x40U);
    heap.item(0x20)[1] = 9;
    heap.set_root(0x20);
    const ndb::DataReference data = *heap.finish();
    EXPECT_EQ(data.bytes, 12U + 7 + 1 + 4 + 6);  // header, items, padding, map
    const Bytes block = written();
    EXPECT_EQ(load_le<std::uint16_t>(block, 0), 20);
    EXPECT_EQ(block[2], 0xEC);
    EXPECT_EQ(block[3], 0xBC);
    EXPECT_EQ(load_le<std::uint32_t>(block, 4), 0x20U);
    EXPECT_EQ(block[8], 0);  // nearly all is free
    EXPECT_EQ(block[13], 9);
    EXPECT_EQ(load_le<std::uint16_t>(block, 20), 2);
    EXPECT_EQ(load_le<std::uint16_t>(block, 22), 0);
    EXPECT_EQ(load_le<std::uint16_t>(block, 24), 12);
    EXPECT_EQ(load_le<std::uint16_t>(block, 26), 15);
    EXPECT_EQ(load_le<std::uint16_t>(block, 28), 19);
}

TEST_F(PstHeap, RefusesWhatIsNoItem) {
    Heap heap(database, HeapKind::table);
    EXPECT_FALSE(heap.add(ByteVector()));
    EXPECT_FALSE(heap.add(ByteVector(kMaxHeapItem + 1)));
    EXPECT_TRUE(heap.add(ByteVector(kMaxHeapItem)));
}

TEST_F(PstHeap, NinthBlockCarriesFillLevels) {
    Heap heap(database, HeapKind::table);
    ASSERT_TRUE(heap.add(ByteVector(8)));
    const ByteVector item(kMaxHeapItem, 0xAA);
    Hid last = 0;
    while (heap.block_count() < 10) {
        last = *heap.add(item);
        ASSERT_TRUE(heap.write_full_blocks());
    }
    EXPECT_EQ(last, (9U << 16U) | 0x20U);
    const ndb::DataReference data = *heap.finish();
    EXPECT_EQ(data.bytes, 9 * 8176U + 2 + 3580 + 8);
    const Bytes file = written();
    // Blocks 1 to 7 went out while the heap grew, then at the end 0, 8 and 9.
    EXPECT_EQ(load_le<std::uint16_t>(file, 0), 2 + 2 * 3580);
    const Bytes first = file.subspan(7 * kBlockSpan);
    EXPECT_EQ(first[2], 0xEC);
    EXPECT_EQ(first[8], 0x77);  // 8176 - 12 - 8 - 7160 - 10: 986 bytes free is level 7
    const Bytes ninth = file.subspan(8 * kBlockSpan);
    EXPECT_EQ(ninth[2] & 0x0FU, 7U);  // itself: 66 bytes of header, two items
    EXPECT_EQ(ninth[2] >> 4U, 0U);    // the last block is more than half empty
}

TEST(PstFillLevel, Borders) {
    struct Case {
        std::size_t free;
        std::uint8_t level;
    };
    for (const Case& test : {Case{8000, 0}, Case{3584, 0}, Case{3583, 1}, Case{2560, 1}, Case{2559, 2}, Case{1024, 6},
                             Case{1023, 7}, Case{16, 13}, Case{15, 14}, Case{8, 14}, Case{7, 15}, Case{0, 15}})
        EXPECT_EQ(fill_level(test.free), test.level) << test.free;
}

TEST_F(PstHeap, TreeOfOneAndTwoLevels) {
    struct Case {
        std::uint32_t records;
        std::uint8_t levels;
    };
    for (const Case& test : {Case{0, 0}, Case{1, 0}, Case{447, 0}, Case{448, 1}, Case{5000, 1}}) {
        Heap heap(database, HeapKind::table);
        Bth tree = *Bth::begin(heap, 4, 4);
        for (std::uint32_t i = 0; i < test.records; ++i) {
            std::array<std::uint8_t, 8> record{};
            store_le(record, 0, i);
            store_le(record, 4, ~i);
            ASSERT_TRUE(tree.add(record));
        }
        ASSERT_TRUE(tree.finish());
        const Bytes header = heap.item(0x20);
        EXPECT_EQ(header[0], 0xB5);
        EXPECT_EQ(header[1], 4);
        EXPECT_EQ(header[2], 4);
        EXPECT_EQ(header[3], test.levels) << test.records;
        const auto root = load_le<std::uint32_t>(header, 4);
        EXPECT_EQ(root == 0, test.records == 0);
        if (test.records == 0) continue;
        const Bytes page = heap.item(root);
        EXPECT_EQ(page.size(), test.levels == 0 ? 8 * test.records : 8 * ((test.records + 446) / 447));
        EXPECT_EQ(load_le<std::uint32_t>(tree.record(test.records - 1), 0), test.records - 1);
        EXPECT_EQ(load_le<std::uint32_t>(tree.record(test.records / 2), 4), ~(test.records / 2));
    }
}

}  // namespace
}  // namespace restante::pst::ltp
