#include "formats/mmf/block_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "formats/mmf/samples_test.h"
#include "formats/mmf/store_editor_test.h"

namespace restante::mmf {
namespace {

struct Mapped {
    BlockMap map{};
    std::uint64_t file_size = 0;

    [[nodiscard]] std::uint64_t bytes(BlockState state) const {
        std::uint64_t sum = 0;
        for (const MappedBlock& block : map.blocks) sum += block.state == state ? block.size : 0;
        return sum;
    }
    [[nodiscard]] std::vector<Oid> damaged() const {
        std::vector<Oid> oids;
        for (const MappedBlock& block : map.blocks)
            if (block.state == BlockState::damaged) oids.push_back(block.oid);
        return oids;
    }
};

// Nothing when the file cannot be opened at all.
std::optional<Mapped> mapped(ByteVector bytes) {
    Findings findings;
    const std::uint64_t size = bytes.size();
    const auto store = Store::open(std::make_shared<MemoryBytes>(std::move(bytes)), findings);
    if (!store) return std::nullopt;
    return Mapped{map_blocks(**store), size};
}

void expect_tiles(const Mapped& mapped, const std::string& name) {
    std::uint64_t end = 0;
    for (const MappedBlock& block : mapped.map.blocks) {
        EXPECT_EQ(block.offset, end) << name;
        EXPECT_GT(block.size, 0U) << name;
        EXPECT_EQ(block.state == BlockState::damaged, !block.problem.empty()) << name;
        end = block.offset + block.size;
    }
    EXPECT_EQ(end, mapped.file_size) << name;
}

TEST(BlockMap, CoversEveryByteOfEverySampleOnce) {
    std::size_t opened = 0;
    for (const std::string& folder : {std::string(), std::string("corrupt")})
        for (const std::string& name : samples::names(folder)) {
            const auto one = mapped(samples::bytes(name));
            if (!one) continue;
            ++opened;
            expect_tiles(*one, name);
        }
    EXPECT_GT(opened, 50U);
}

TEST(BlockMap, HealthySamplesHaveNothingDamagedOrUnclaimed) {
    for (const std::string& name : samples::names()) {
        const auto one = mapped(samples::bytes(name));
        ASSERT_TRUE(one) << name;
        EXPECT_TRUE(one->map.complete) << name;
        EXPECT_TRUE(one->damaged().empty()) << name << ": " << one->damaged().front().hex();
        EXPECT_EQ(one->bytes(BlockState::unclaimed), 0U) << name;
    }
}

TEST(BlockMap, FreeBlocksAreThoseOfTheMap) {
    std::uint64_t seen = 0;
    for (const std::string& name : samples::names()) {
        Findings findings;
        const auto store = Store::open(samples::source(name), findings);
        ASSERT_TRUE(store);
        std::uint64_t free = 0;
        for (const Node& node : (*store)->free_nodes()) free += node.space();
        const auto one = mapped(samples::bytes(name));
        ASSERT_TRUE(one);
        // The byte behind the store counts with the last block.
        EXPECT_GE(one->bytes(BlockState::free), free) << name;
        EXPECT_LE(one->bytes(BlockState::free), free + 1) << name;
        seen += free;
    }
    EXPECT_GT(seen, 0U) << "no sample has free space: this test shows nothing";
}

TEST(BlockMap, AnOverwrittenBlockIsDamagedAndItsNeighboursAreNot) {
    const auto before = mapped(samples::bytes("basic"));
    ASSERT_TRUE(before);
    const auto message = std::ranges::find_if(
        before->map.blocks, [](const MappedBlock& block) { return block.oid.type() == type::kMessage; });
    ASSERT_NE(message, before->map.blocks.end());
    ByteVector bytes = samples::bytes("basic");
    std::ranges::fill(MutableBytes(bytes).subspan(message->offset, message->size), std::uint8_t{0xA5});
    const auto after = mapped(std::move(bytes));
    ASSERT_TRUE(after);
    expect_tiles(*after, "basic, overwritten");
    EXPECT_EQ(after->damaged(), std::vector{message->oid});
    EXPECT_EQ(after->bytes(BlockState::damaged), message->size);
}

TEST(BlockMap, ABrokenListIsDamagedThoughItsHeadingIsNot) {
    StoreEditor editor(samples::bytes("basic"));
    const MutableBytes data = editor.data(kInbox);
    std::ranges::fill(data.first(4), std::uint8_t{0xFF});  // where its directory stands
    const auto after = mapped(editor.finish());
    ASSERT_TRUE(after);
    EXPECT_EQ(after->damaged(), std::vector{kInbox});
}

TEST(BlockMap, ACutOffFileEndsInDamage) {
    ByteVector bytes = samples::bytes("basic");
    const auto whole = mapped(bytes);
    ASSERT_TRUE(whole);
    const MappedBlock& last = whole->map.blocks.back();
    bytes.resize(last.offset + kBlockHeaderSize);
    if (const auto cut = mapped(std::move(bytes))) expect_tiles(*cut, "basic, cut off");
}

}  // namespace
}  // namespace restante::mmf
