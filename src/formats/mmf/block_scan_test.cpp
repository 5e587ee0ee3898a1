#include "formats/mmf/block_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/byte_writer.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/node.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

std::map<Oid, std::uint64_t> blocks_by_map(const std::string& name) {
    Findings findings;
    const auto store = Store::open(samples::source(name), findings);
    std::map<Oid, std::uint64_t> blocks;
    for (const Node& node : (*store)->nodes())
        if (!node.is_alias() && node.oid != kMap) blocks.emplace(node.oid, node.offset);
    return blocks;
}

// Every object of the map that the scan did not find `moved` bytes from where the map says.
std::vector<std::string> not_found(const BlockScan& scan, const std::map<Oid, std::uint64_t>& expected,
                                   std::uint64_t from = 0, std::int64_t moved = 0) {
    std::map<Oid, std::vector<std::uint64_t>> found;
    for (const FoundBlock& block : scan.blocks) found[block.oid].push_back(block.offset);
    std::vector<std::string> missing;
    for (const auto& [oid, offset] : expected) {
        if (offset < from) continue;
        const auto place = static_cast<std::uint64_t>(static_cast<std::int64_t>(offset) + moved);
        const auto blocks = found.find(oid);
        if (blocks == found.end() || std::ranges::find(blocks->second, place) == blocks->second.end())
            missing.push_back(oid.hex());
    }
    return missing;
}

TEST(BlockScan, FindsEveryObjectOfEverySampleWithoutTheMap) {
    for (const std::string& name : samples::names()) {
        SCOPED_TRACE(name);
        const BlockScan scan = scan_blocks(*samples::source(name), std::nullopt);
        EXPECT_TRUE(scan.complete);
        EXPECT_THAT(not_found(scan, blocks_by_map(name)), testing::IsEmpty());
    }
}

TEST(BlockScan, GuessesTheCipher) {
    EXPECT_EQ(scan_blocks(*samples::source("basic"), std::nullopt).cipher.divisor(), 0U);
    EXPECT_EQ(scan_blocks(*samples::source("altcipher-conv-512"), std::nullopt).cipher.divisor(), 512U);
    EXPECT_EQ(scan_blocks(*samples::source("altcipher-conv-8192"), std::nullopt).cipher.divisor(), 8192U);
}

TEST(BlockScan, FindsWhatFollowsAGap) {
    const auto expected = blocks_by_map("basic");
    for (const std::size_t length : {0x200U, 0x1380U, 0x7A00U}) {
        SCOPED_TRACE(length);
        ByteVector file = samples::bytes("basic");
        file.erase(file.begin() + 0x400, file.begin() + 0x400 + static_cast<std::ptrdiff_t>(length));
        const BlockScan scan = scan_blocks(MemoryBytes(file), std::nullopt);
        EXPECT_THAT(not_found(scan, expected, 0, -static_cast<std::int64_t>(length)), testing::IsEmpty());
    }
}

TEST(BlockScan, FindsAStoreInsideForeignDataAtAnyByte) {
    const auto expected = blocks_by_map("basic");
    for (const std::size_t before : {0x80U, 0x1000U, 1U, 12345U}) {
        SCOPED_TRACE(before);
        ByteVector file(before, 0x55);
        const ByteVector store = samples::bytes("basic");
        file.insert(file.end(), store.begin(), store.end());
        const BlockScan scan = scan_blocks(MemoryBytes(file), std::nullopt);
        EXPECT_THAT(not_found(scan, expected, 0, static_cast<std::int64_t>(before)), testing::IsEmpty());
    }
}

// A header may ask for any divisor.
TEST(BlockScan, ADivisorNobodyUsesCostsNoTime) {
    for (const std::uint32_t divisor : {3U, 0x10001U, 0xFFFFFFFFU})
        EXPECT_TRUE(scan_blocks(*samples::source("basic"), *Cipher::alternate(divisor)).complete);
}

TEST(BlockScan, FindsNothingInOtherFiles) {
    ByteVector noise(100'000);
    std::uint32_t state = 1;
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24U);
    EXPECT_THAT(scan_blocks(MemoryBytes(noise), std::nullopt).blocks, testing::IsEmpty());
    EXPECT_THAT(scan_blocks(MemoryBytes(ByteVector(100'000)), std::nullopt).blocks, testing::IsEmpty());
    EXPECT_THAT(scan_blocks(MemoryBytes(ByteVector()), std::nullopt).blocks, testing::IsEmpty());
}

// A block, enciphered, at a place of an empty file.
void put(ByteVector& plain, std::size_t at, Oid oid, const ByteVector& body) {
    ByteWriter writer;
    writer.le(oid.value);
    writer.le(static_cast<std::uint32_t>(body.size()));
    writer.bytes(body);
    std::ranges::copy(writer.view(), plain.begin() + static_cast<std::ptrdiff_t>(at));
}

TEST(BlockScan, ABlockInsideAnotherIsTheNewerOne) {
    ByteVector plain(0x1000);
    const ByteVector large = write_list({{1, ByteVector(0x400, 'a')}}), small = write_list({{1, {'b'}}});
    put(plain, 0x200, Oid{0x186}, large);
    put(plain, 0x300, Oid{0x286}, small);
    Cipher::standard().encipher(0, plain);
    const BlockScan scan = scan_blocks(MemoryBytes(plain), Cipher::standard());
    ASSERT_THAT(scan.blocks, testing::SizeIs(2));
    EXPECT_TRUE(scan.blocks[0].overwritten);
    EXPECT_FALSE(scan.blocks[1].overwritten);
}

// Blocks at every 128 bytes whose directories are all the same long one.
TEST(BlockScan, BlocksThatOverlapCostNoMoreThanStated) {
    constexpr std::size_t kBlocks = 2000, kEntries = 60'000;
    constexpr std::size_t kDirectory = kBlocks * kBlockUnit;
    ByteWriter directory;
    directory.le(static_cast<std::uint16_t>(kEntries));
    for (int i = 0; i < 6; ++i) directory.le(std::uint16_t{0});
    for (std::size_t i = 0; i < kEntries; ++i) {
        directory.le(static_cast<std::uint32_t>(i));
        directory.le(std::uint32_t{4});
        directory.le(std::uint32_t{0});
    }
    ByteVector plain(kDirectory);
    for (std::size_t i = 4; i < kBlocks; ++i) {
        ByteWriter head;
        head.le(static_cast<std::uint32_t>(i << 8U | 0x86U));
        head.le(static_cast<std::uint32_t>(kDirectory - i * kBlockUnit - 8 + directory.size()));
        head.le(static_cast<std::uint32_t>(kDirectory - i * kBlockUnit - 8));
        std::ranges::copy(head.view(), plain.begin() + static_cast<std::ptrdiff_t>(i * kBlockUnit));
    }
    plain.insert(plain.end(), directory.view().begin(), directory.view().end());
    Cipher::standard().encipher(0, plain);
    const BlockScan scan = scan_blocks(MemoryBytes(plain), Cipher::standard());
    EXPECT_FALSE(scan.complete);
    EXPECT_LT(scan.blocks.size(), kBlocks);
}

}  // namespace
}  // namespace restante::mmf
