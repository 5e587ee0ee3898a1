#include "formats/mmf/map.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/mmf/map_builder.h"
#include "formats/mmf/samples_test.h"

namespace restante::mmf {
namespace {

Node object(std::uint32_t oid, std::uint32_t offset, std::uint32_t size) {
    Node node;
    node.oid = Oid{oid};
    node.offset = offset;
    node.size = size;
    return node;
}

Node free_block(std::uint32_t offset, std::uint32_t space) {
    Node node = object(type::kFree, offset, space);
    node.flags = flag::kFree;
    return node;
}

TEST(Node, SampleNodeHasTheDocumentedBytes) {
    const ByteVector file = samples::bytes("empty");
    EXPECT_EQ(to_hex(Bytes(file).subspan(0x220, 32)),
              "1d40041a7254dd35d27985a9d15b975f56be804dc9038a3a7c4c264a6fe6a906");
    const auto header = read_header(file);
    ASSERT_TRUE(header);
    const auto nodes = read_nodes(MemoryBytes(file), Cipher::standard(), header->trees[0]);
    ASSERT_TRUE(nodes);
    Node map = object(kMap.value, 0x200, 0x7FF8);
    map.left = 3;
    map.right = 2;
    map.flags = flag::kWritten;
    EXPECT_EQ(nodes->at(1), map);
    ByteWriter writer;
    write_node(writer, map);
    EXPECT_EQ(to_hex(writer.view()), "03000200806d6170000000000000000000100000f87f00000002000000000000");
    EXPECT_EQ(map.space(), 0x8000U);
}

RC_GTEST_PROP(Node, AnyBytesSurvive, ()) {
    const auto bytes = *rc::gen::container<ByteVector>(kNodeSize, rc::gen::arbitrary<std::uint8_t>());
    ByteReader reader(bytes);
    const auto node = read_node(reader);
    RC_ASSERT(node.has_value());
    ByteWriter writer;
    write_node(writer, *node);
    RC_ASSERT(std::ranges::equal(writer.view(), bytes));
}

TEST(Map, BothCopiesOfEverySampleTileTheFile) {
    for (const std::string& name : samples::names()) {
        const MemoryBytes file(samples::bytes(name));
        const auto header = read_header(file.view());
        ASSERT_TRUE(header) << name;
        Cipher cipher = Cipher::standard();
        if (header->wants_alternate_cipher()) cipher = *Cipher::alternate(header->cipher_divisor);
        for (const unsigned copy : {0U, 1U}) {
            EXPECT_TRUE(check_header(*header, copy)) << name;
            const auto nodes = read_nodes(file, cipher, header->trees[copy]);
            ASSERT_TRUE(nodes) << name;
            EXPECT_TRUE(check_tiling(*nodes, header->trees[copy].end)) << name << " copy " << copy;
            const TreeWalk walk = walk_tree(*nodes, header->trees[copy].root);
            EXPECT_TRUE(walk.ordered && walk.sound) << name;
            for (std::size_t number = 1; number < nodes->size(); ++number)
                EXPECT_NE(walk.reached[number], nodes->at(number).is_free() || nodes->at(number).is_spare())
                    << name << " node " << number;
        }
    }
}

TEST(Map, HeaderSanityNamesTheFault) {
    Header good;
    good.capacity = 512;
    good.trees = {TreeHeader{0x200, 0x8200, 2, 1, 0}, TreeHeader{0x4200, 0x8200, 2, 1, 0}};
    EXPECT_TRUE(check_header(good, 0));
    Header header = good;
    header.trees[1].map_offset = 0x4000;
    EXPECT_EQ(check_header(header, 0).error().what, "the two map copies overlap");
    header = good;
    header.trees[0].node_count = 513;
    EXPECT_EQ(check_header(header, 0).error().code, Errc::bad_value);
    EXPECT_TRUE(check_header(header, 1));
    header = good;
    header.trees[1].root = 3;
    EXPECT_EQ(check_header(header, 1).error().code, Errc::bad_value);
}

TEST(Map, TilingCountsWhatOccupiesSpace) {
    Node alias = object(0x186, 0x286, 5000);
    alias.flags = flag::kAlias;
    Node spare = object(type::kSpare, 0, 0);
    std::vector<Node> nodes{Node{},
                            object(kMap.value, 0x200, 0x7FF8),
                            object(0x182, 0x8200, 120),
                            object(0x282, 0x8280, 121 | kUncommitted),
                            free_block(0x8380, 0x80),
                            alias,
                            spare};
    EXPECT_EQ(tiled_end(nodes), 0x8400U);
    EXPECT_TRUE(check_tiling(nodes, 0x8400));
    const auto wrong_end = check_tiling(nodes, 0x8480);
    ASSERT_FALSE(wrong_end);
    EXPECT_EQ(wrong_end.error().what, "the blocks of the map end at 0x8400, not at 0x8480");
    nodes[2].offset = 0x9000;
    const auto outside = check_tiling(nodes, 0x8400);
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().offset, 0x9000U);
}

TEST(Map, TheTableMustLieInTheFile) {
    const MemoryBytes file(ByteVector(0x400));
    EXPECT_EQ(read_nodes(file, Cipher::standard(), {0x200, 0, 17, 0, 0}).error().code, Errc::truncated);
    EXPECT_EQ(read_nodes(file, Cipher::standard(), {0x100, 0, 1, 0, 0}).error().code, Errc::truncated);
    EXPECT_EQ(read_nodes(file, Cipher::standard(), {0xFFFFFE00, 0, 1, 0, 0}).error().code, Errc::truncated);
    EXPECT_EQ(read_nodes(file, Cipher::standard(), {0x200, 0, 16, 0, 0})->size(), 16U);
}

TEST(Map, WalksBrokenTreesToAnEnd) {
    std::vector<Node> nodes(4);
    for (std::uint32_t number = 1; number < 4; ++number) nodes[number].oid = Oid{number};
    nodes[2].left = 1;
    nodes[2].right = 3;
    EXPECT_TRUE(walk_tree(nodes, 2).sound && walk_tree(nodes, 2).ordered);
    nodes[3].left = 2;  // a loop
    EXPECT_FALSE(walk_tree(nodes, 2).sound);
    EXPECT_EQ(walk_tree(nodes, 2).reached, (std::vector<bool>{false, true, true, true}));
    nodes[3].left = 77;  // outside
    EXPECT_FALSE(walk_tree(nodes, 2).sound);
    nodes[3].left = 0;
    nodes[3].oid = Oid{1};  // equal names
    EXPECT_FALSE(walk_tree(nodes, 2).ordered);
    EXPECT_FALSE(walk_tree(nodes, 9).sound);
}

TEST(MapBuilder, ChainsFreeBlocksBySize) {
    const auto map =
        build_map({object(0x182, 0, 1)}, {free_block(1, 0x200), free_block(2, 0x80), free_block(3, 0x80),
                                          free_block(4, 0x200), free_block(5, 0x200), free_block(6, 0x100)});
    ASSERT_TRUE(map);
    std::vector<std::vector<std::uint32_t>> sizes;  // one list a size: the offsets of its chain
    for (std::uint16_t head = map->free_head; head != 0; head = map->nodes[head].right) {
        sizes.emplace_back();
        for (std::uint16_t one = head; one != 0; one = map->nodes[one].left) {
            EXPECT_EQ(map->nodes[one].size, map->nodes[head].size);
            EXPECT_TRUE(one == head || map->nodes[one].right == 0);
            sizes.back().push_back(map->nodes[one].offset);
        }
    }
    EXPECT_EQ(sizes, (std::vector<std::vector<std::uint32_t>>{{2, 3}, {6}, {1, 4, 5}}));
}

TEST(MapBuilder, BalancesTheTree) {
    std::vector<Node> objects;
    for (std::uint32_t i = 1; i <= 1000; ++i) objects.push_back(object((1001 - i) << 8U, i, 1));
    const auto map = build_map(objects, {});
    ASSERT_TRUE(map);
    EXPECT_EQ(map->root, 501);
    const TreeWalk walk = walk_tree(map->nodes, map->root);
    EXPECT_TRUE(walk.ordered && walk.sound);
    EXPECT_EQ(std::ranges::count(walk.reached, true), 1000);
}

TEST(MapBuilder, AnAliasNeedsABody) {
    Node alias = object(0x186, 0x286, 0);
    alias.flags = flag::kAlias;
    EXPECT_EQ(build_map({alias}, {}).error().code, Errc::not_found);
    const auto map = build_map({alias, object(0x286, 0x8200, 77)}, {});
    ASSERT_TRUE(map);
    EXPECT_EQ(map->nodes[1].size, 77U);
    EXPECT_EQ(map->nodes[1].link, 2);
}

}  // namespace
}  // namespace restante::mmf
