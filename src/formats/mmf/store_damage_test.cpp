// Every kind of small damage to a small store: opening and reading must end, in an error or in objects, and what is
// not touched must still be there.
#include <gtest/gtest.h>

#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"
#include "formats/mmf/store_writer.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kObjects = 6;

Oid numbered(std::uint32_t number) { return Oid{number << 8U | type::kFolder}; }

ByteVector small_store(const Header& header = new_header()) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink, {.header = header});
    EXPECT_TRUE(writer);
    for (std::uint32_t number = 1; number <= kObjects; ++number)
        EXPECT_TRUE(writer->add({.oid = numbered(number), .references = 1},
                                write_list({{number, ByteVector(100, static_cast<std::uint8_t>(number))}})));
    EXPECT_TRUE(writer->add_alias({.oid = numbered(99), .references = 1}, numbered(1)));
    EXPECT_TRUE(writer->finish());
    return sink.take();
}

// Reads all there is; returns how many lists came back whole.
std::size_t intact_lists(ByteVector file) {
    Findings findings;
    const auto store = Store::open(std::make_shared<MemoryBytes>(std::move(file)), findings);
    if (!store) return 0;
    std::size_t intact = 0;
    for (const Node& node : (*store)->nodes()) {
        auto object = (*store)->object(node.oid);
        if (!object) continue;
        auto list = ListReader::open(std::move(*object));
        if (!list) continue;
        for (const ListEntry& entry : list->entries()) {
            const auto data = list->element(entry);
            if (data && data->size() == 100) ++intact;
        }
    }
    return intact;
}

TEST(DamagedStore, CutAnywhereStillGivesWhatIsLeft) {
    const ByteVector whole = small_store();
    ASSERT_EQ(intact_lists(whole), kObjects + 1);
    const std::size_t objects = 0x8200;
    for (std::size_t size = 0; size <= whole.size(); size += 128) {
        const std::size_t intact = intact_lists(ByteVector(whole.begin(), whole.begin() + static_cast<long>(size)));
        // Each object takes 0x100 bytes; the alias lives and dies with the first.
        const std::size_t left = size <= objects ? 0 : (size - objects + 0x80 - 1) / 0x100;
        EXPECT_EQ(intact, left == 0 ? 0 : left + 1) << size;
    }
}

TEST(DamagedStore, OneFlippedByteOfHeaderOrMapNeverHarmsMoreThanItNames) {
    const ByteVector whole = small_store();
    std::size_t opened = 0;
    for (std::size_t at = 0; at < 0x200 + 16 * kNodeSize; ++at) {
        for (const unsigned mask : {0x01U, 0x80U, 0xFFU}) {
            ByteVector damaged = whole;
            damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ mask);
            const std::size_t intact = intact_lists(std::move(damaged));
            if (intact != 0) ++opened;
            // Nodes have no check sum: a changed name or size costs that object, and its alias.
            EXPECT_TRUE(intact == 0 || intact >= kObjects - 1) << at;
            if (intact == 0) {
                EXPECT_LT(at, 0x90U) << "only the first fields of the header can cost everything";
            }
        }
    }
    EXPECT_GT(opened, 2500U);
}

TEST(DamagedStore, OneFlippedByteOfABodyHarmsThatBodyOnly) {
    const ByteVector whole = small_store();
    for (std::size_t at = 0x8200; at < whole.size(); at += 3) {
        ByteVector damaged = whole;
        damaged[at] ^= 0x55;
        EXPECT_GE(intact_lists(std::move(damaged)), kObjects - 1) << at;
    }
}

TEST(DamagedStore, AlternateCipherStoresEndAsWell) {
    const ByteVector whole = small_store(new_header_with_alternate_cipher(512));
    ASSERT_EQ(intact_lists(whole), kObjects + 1);
    for (std::size_t at = 0; at < 0x200; ++at) {
        ByteVector damaged = whole;
        damaged[at] ^= 0xFF;
        EXPECT_LE(intact_lists(std::move(damaged)), kObjects + 1);
    }
}

TEST(DamagedStore, FlippedBytesEverywhereEnd) {
    const ByteVector whole = small_store();
    std::uint32_t random = 1;
    for (int round = 0; round < 300; ++round) {
        ByteVector damaged = whole;
        for (int flips = 0; flips < 40; ++flips) {
            random = random * 1664525U + 1013904223U;
            const std::size_t area = flips % 2 == 0 ? 0x200U + 16 * kNodeSize : whole.size();
            damaged[(random >> 8U) % area] = static_cast<std::uint8_t>(random >> 3U);
        }
        damaged[0] = 0xAD, damaged[1] = 0xDE, damaged[2] = 0xAF, damaged[3] = 0x01;
        EXPECT_LE(intact_lists(std::move(damaged)), 50U);
    }
}

}  // namespace
}  // namespace restante::mmf
