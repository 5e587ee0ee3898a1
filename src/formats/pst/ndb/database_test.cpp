#include "formats/pst/ndb/database.h"

#include <gtest/gtest.h>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"

namespace restante::pst::ndb {
namespace {

constexpr std::uint64_t kFirstBlock = 0x4800;
constexpr std::uint64_t kLimit = 1U << 30U;

TEST(PstDatabase, BlockLayout) {
    struct Case {
        Format format;
        std::size_t crc_at, bid_at;
    };
    for (const Case& test : {Case{Format::unicode, 4, 8}, Case{Format::ansi, 8, 4}}) {
        MemorySink sink;
        Database database(sink, test.format, Encoding::permute, kLimit);
        ASSERT_TRUE(database.begin());
        EXPECT_EQ(*database.write_block(ByteVector{0, 1, 2}), 4U);
        database.add_node({0x21, 0, 4, 0});
        ASSERT_TRUE(database.finish());
        const Bytes block = Bytes(sink.bytes()).subspan(kFirstBlock, 64);
        EXPECT_EQ(block[0], 0x41);
        EXPECT_EQ(block[1], 0x36);
        const Bytes trailer = block.last(geometry_of(test.format).block_trailer);
        EXPECT_EQ(load_le<std::uint16_t>(trailer, 0), 3);
        EXPECT_EQ(load_le<std::uint16_t>(trailer, 2), signature(kFirstBlock, 4));
        EXPECT_EQ(load_le<std::uint32_t>(trailer, test.crc_at), crc(block.first(3)));  // data only, encoded
        EXPECT_EQ(load_le<std::uint32_t>(trailer, test.bid_at), 4U);
    }
}

TEST(PstDatabase, HeaderOfTheSmallestFile) {
    MemorySink sink;
    Database database(sink, Format::unicode, Encoding::cyclic, kLimit);
    ASSERT_TRUE(database.begin());
    const Bid bid = *database.write_block(ByteVector(10));
    database.add_node({make_nid(NidType::message, 0x10005), 0x122, bid, 0});
    ASSERT_TRUE(database.finish());
    const Bytes file = sink.bytes();
    EXPECT_EQ(file.size(), 0x42400U);
    EXPECT_EQ(as_text(file.first(4)), "!BDN");
    EXPECT_EQ(load_le<std::uint32_t>(file, 4), crc(file.subspan(8, 471)));
    EXPECT_EQ(load_le<std::uint16_t>(file, 10), 23);
    EXPECT_EQ(load_le<std::uint32_t>(file, 44 + 4 * 4), 0x10006U);  // above the highest message in use
    EXPECT_EQ(load_le<std::uint64_t>(file, 184), file.size());
    EXPECT_EQ(load_le<std::uint64_t>(file, 192), 0x4400U);
    EXPECT_EQ(file[248], 2);  // allocation maps are valid
    EXPECT_EQ(file[513], 2);
    EXPECT_EQ(load_le<std::uint64_t>(file, 516), 8U);
    EXPECT_EQ(load_le<std::uint32_t>(file, 524), crc(file.subspan(8, 516)));
    EXPECT_EQ(file[0x4200 + 496], 0x86);  // density list
}

// Which level a data tree needs, and what its top block says.
TEST(PstDatabase, DataTrees) {
    for (const Format format : {Format::unicode, Format::ansi}) {
        const Geometry& geometry = geometry_of(format);
        const std::size_t fan_out = geometry.tree_entries;
        for (const std::size_t blocks : {std::size_t{1}, std::size_t{2}, fan_out, fan_out + 1, fan_out + 2}) {
            MemorySink sink;
            Database database(sink, format, Encoding::none, kLimit);
            ASSERT_TRUE(database.begin());
            const std::vector<Bid> bids(blocks, 4);  // the tree does not care what they are
            const std::uint64_t total = (blocks - 1) * geometry.block_data + 5;
            const DataReference tree = *database.write_tree(bids, total);
            EXPECT_EQ(tree.bytes, total);
            EXPECT_EQ(tree.bid & 2U, blocks == 1 ? 0U : 2U);
            const bool two_levels = blocks > fan_out;
            EXPECT_EQ(tree.bid, blocks == 1 ? 4U : two_levels ? 14U : 6U);
            if (blocks == 1) continue;
            database.add_node({0x21, 0, 4, 0});
            ASSERT_TRUE(database.finish());
            const Bytes first = Bytes(sink.bytes()).subspan(kFirstBlock);
            EXPECT_EQ(first[0], 1);
            EXPECT_EQ(first[1], 1);
            const std::size_t below = two_levels ? fan_out : blocks;
            EXPECT_EQ(load_le<std::uint16_t>(first, 2), below);
            EXPECT_EQ(load_le<std::uint32_t>(first, 4), two_levels ? fan_out * geometry.block_data : total);
        }
    }
}

TEST(PstDatabase, SubnodesAreSortedAndSplit) {
    for (const Format format : {Format::unicode, Format::ansi}) {
        const Geometry& geometry = geometry_of(format);
        const std::size_t per_list = (geometry.block_data - geometry.list_header) / geometry.list_entry;
        EXPECT_EQ(per_list, format == Format::unicode ? 340U : 681U);
        MemorySink sink;
        Database database(sink, format, Encoding::none, kLimit);
        ASSERT_TRUE(database.begin());
        std::vector<Subnode> none;
        EXPECT_EQ(*database.write_subnodes(none), 0U);
        std::vector<Subnode> subnodes;
        for (std::size_t i = per_list + 1; i > 0; --i)
            subnodes.push_back({make_nid(NidType::ltp, static_cast<std::uint32_t>(0x400 + i)), 4, 0});
        EXPECT_EQ(*database.write_subnodes(subnodes), 14U);  // two lists, then the index
        database.add_node({0x21, 0, 4, 0});
        ASSERT_TRUE(database.finish());
        const Bytes list = Bytes(sink.bytes()).subspan(kFirstBlock);
        EXPECT_EQ(list[0], 2);
        EXPECT_EQ(list[1], 0);
        EXPECT_EQ(load_le<std::uint16_t>(list, 2), per_list);
        EXPECT_EQ(load_le<std::uint32_t>(list, geometry.list_header), make_nid(NidType::ltp, 0x401));
    }
}

TEST(PstDatabase, ManyPagesMakeLevels) {
    MemorySink sink;
    Database database(sink, Format::unicode, Encoding::none, kLimit);
    ASSERT_TRUE(database.begin());
    for (std::uint32_t i = 0; i < 20 * 20 + 1; ++i) {
        const Bid bid = *database.write_block(ByteVector(1));
        database.add_node({make_nid(NidType::message, 0x10001 + i), 0x122, bid, 0});
    }
    ASSERT_TRUE(database.finish());
    const Bytes file = sink.bytes();
    const std::uint64_t root = load_le<std::uint64_t>(file, 180 + 60);
    EXPECT_EQ(file[root + 488], 2);     // entries
    EXPECT_EQ(file[root + 491], 2);     // level: 401 blocks need three of them
    EXPECT_EQ(file[root + 496], 0x80);  // block tree
    const std::uint64_t nodes = load_le<std::uint64_t>(file, 180 + 44);
    EXPECT_EQ(file[nodes + 488], 2);  // 401 nodes: 27 leaves, two pages above
    EXPECT_EQ(file[nodes + 496], 0x81);
}

TEST(PstDatabase, RefusesToPassItsLimit) {
    MemorySink sink;
    Database database(sink, Format::unicode, Encoding::none, 0x42400 + 1000);
    ASSERT_TRUE(database.begin());
    const ByteVector block(8176);
    Result<Bid> written = Bid{0};
    for (int i = 0; i < 40 && written; ++i) written = database.write_block(block);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Errc::too_large);
    EXPECT_EQ(sink.bytes().size(), 0x4400U);
}

}  // namespace
}  // namespace restante::pst::ndb
