#include "formats/mmf/store_salvage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::shared_ptr<const Store> open(ByteVector file, Findings& findings, bool dig = true) {
    auto store = Store::open(std::make_shared<MemoryBytes>(std::move(file)), findings, dig);
    return store ? *store : nullptr;
}

std::size_t count(const Findings& findings, MessageId id) {
    return static_cast<std::size_t>(std::ranges::count(findings.list(), id, &Finding::id));
}

ByteVector body(const Store& store, Oid oid) {
    const auto object = store.object(oid);
    if (!object) return {};
    ByteVector bytes(object->size());
    return object->read(0, bytes) ? bytes : ByteVector{};
}

void wipe(ByteVector& file, std::size_t at, std::size_t size) {
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at), size, std::uint8_t{0});
}

// Objects of the whole store that have another body in the damaged one.
std::vector<std::string> differences(const std::string& name, const Store& damaged) {
    Findings findings;
    const auto whole = open(samples::bytes(name), findings, false);
    std::vector<std::string> different;
    for (const Node& node : whole->nodes())
        if (node.oid != kMap && !node.is_alias() && body(*whole, node.oid) != body(damaged, node.oid))
            different.push_back(node.oid.hex());
    return different;
}

constexpr std::size_t kMapStart = 0x200, kMapSize = 0x8000;  // of a small store

TEST(StoreSalvage, WithoutHeaderTheMapStillTellsRelations) {
    ByteVector file = samples::bytes("basic");
    wipe(file, 0, kHeaderSize);
    Findings findings;
    ASSERT_EQ(open(file, findings, false), nullptr);
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    EXPECT_TRUE(store->raw());
    EXPECT_EQ(count(findings, MessageId::recover_header_gone), 1U);
    EXPECT_THAT(differences("basic", *store), IsEmpty());
    const Node* const message = store->find(Oid{0x6AA79A86});  // 869aa76a has two attachments
    ASSERT_NE(message, nullptr);
    EXPECT_NE(store->find(Oid{message->aux}.with_type(type::kAttachmentList)), nullptr);
    EXPECT_EQ(message->parent, kInbox);
}

TEST(StoreSalvage, WithAWrongMagicTheMapIsUsed) {
    ByteVector file = samples::bytes("basic");
    file[0] ^= 0xFFU;
    Findings findings;
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    EXPECT_FALSE(store->raw());
    EXPECT_EQ(count(findings, MessageId::recover_header_gone), 1U);
    EXPECT_THAT(differences("basic", *store), IsEmpty());
}

TEST(StoreSalvage, WithoutHeaderAndMapEveryObjectOfEverySampleIsFound) {
    for (const std::string& name : samples::names()) {
        SCOPED_TRACE(name);
        ByteVector file = samples::bytes(name);
        Findings findings;
        const auto whole = open(file, findings, false);
        for (const TreeHeader& tree : whole->header().trees)
            wipe(file, tree.map_offset, std::size_t{tree.node_count} * kNodeSize);
        wipe(file, 0, kHeaderSize);
        const auto store = open(file, findings);
        ASSERT_NE(store, nullptr);
        // Of a folder's list that was changed an older version may be there, and nothing says which is the newer one.
        std::vector<std::string> different = differences(name, *store);
        std::erase_if(different, [](const std::string& oid) { return oid.starts_with("82"); });
        EXPECT_THAT(different, IsEmpty());
    }
}

TEST(StoreSalvage, WhatNotEveryVersionOfAListNamesIsNotCertain) {
    ByteVector file = samples::bytes("deleted");
    wipe(file, 0, kMapStart + kMapSize);
    Findings findings;
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    const std::vector<std::string> deleted{"86c52e45", "86e4c9df", "86cb9331", "86f9f6d1", "86bc40d3", "867289ee"};
    std::size_t found = 0;
    for (const Node& node : store->nodes()) {
        if (std::ranges::find(deleted, node.oid.hex()) == deleted.end()) continue;
        ++found;
        EXPECT_EQ(store->salvaged(node.oid)->trust, Trust::probable) << node.oid.hex();
    }
    EXPECT_EQ(found, deleted.size());
}

TEST(StoreSalvage, CopiesWithoutAMapAreJoinedByTheirLines) {
    ByteVector file = samples::bytes("moved-copied");
    wipe(file, 0, kMapStart + kMapSize);
    Findings findings;
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    std::size_t joined = 0;
    for (const Node& node : store->nodes()) {
        if (node.oid.type() != type::kMessage || !node.is_alias()) continue;
        ++joined;
        ASSERT_NE(store->salvaged(node.oid), nullptr);
        EXPECT_EQ(store->salvaged(node.oid)->trust, Trust::probable);
        EXPECT_THAT(body(*store, node.oid), testing::Not(IsEmpty()));
    }
    EXPECT_EQ(joined, 6U);  // three copied messages, and their originals
}

TEST(StoreSalvage, AMissingMiddleMovesWhatFollows) {
    ByteVector file = samples::bytes("basic");
    file.erase(file.begin() + 0x6000, file.begin() + 0x6A00);
    Findings findings;
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    EXPECT_FALSE(store->raw());  // the current map is whole
    EXPECT_EQ(count(findings, MessageId::recover_gap), 1U);
    EXPECT_THAT(differences("basic", *store), IsEmpty());
}

TEST(StoreSalvage, ForeignDataBeforeTheHeader) {
    ByteVector file(0x345, 0x11);
    const ByteVector sample = samples::bytes("basic");
    file.insert(file.end(), sample.begin(), sample.end());
    Findings findings;
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    EXPECT_EQ(count(findings, MessageId::recover_foreign_bytes), 1U);
    EXPECT_THAT(differences("basic", *store), IsEmpty());
}

TEST(StoreSalvage, ABlockHeaderAloneIsNoLoss) {
    ByteVector file = samples::bytes("basic");
    Findings findings;
    const auto whole = open(file, findings, false);
    const Oid oid{0x6AA79A86};
    const std::uint32_t offset = whole->find(oid)->offset;
    wipe(file, offset, kBlockHeaderSize);
    EXPECT_FALSE(open(file, findings, false)->object(oid).has_value());
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    EXPECT_EQ(body(*store, oid), body(*whole, oid));
}

TEST(StoreSalvage, DeletedMessagesAreToldApart) {
    Findings findings;
    ByteVector file = samples::bytes("deleted");
    wipe(file, 0, kHeaderSize);
    const auto store = open(file, findings);
    ASSERT_NE(store, nullptr);
    std::size_t live = 0, deleted = 0;
    for (const Node& node : store->nodes()) {
        const Salvaged* const salvaged = store->salvaged(node.oid);
        if (node.oid.type() != type::kMessage || salvaged == nullptr) continue;
        ++(salvaged->by == FoundBy::free_space ? deleted : live);
    }
    EXPECT_EQ(live, 14U);
    EXPECT_EQ(deleted, 6U);
}

// A message that was changed again and again leaves a block behind each time.
TEST(StoreSalvage, SixteenVersionsOfAMessageAreEnough) {
    for (const std::size_t versions : {16U, 17U}) {
        ByteVector file = samples::bytes("basic");
        wipe(file, 0, kMapStart + kMapSize);
        const std::size_t first = (file.size() + kBlockUnit - 1) / kBlockUnit * kBlockUnit;
        ByteVector blocks;
        for (std::size_t i = 0; i < versions; ++i) {
            const ByteVector body =
                write_list({{attribute::kSubject, ByteVector(8, static_cast<std::uint8_t>('a' + i))}});
            ByteWriter writer;
            writer.le(std::uint32_t{0x12345686});
            writer.le(static_cast<std::uint32_t>(body.size()));
            writer.bytes(body);
            writer.zeros(block_space(static_cast<std::uint32_t>(body.size())) - writer.size());
            blocks.insert(blocks.end(), writer.view().begin(), writer.view().end());
        }
        Cipher::standard().encipher(first, blocks);
        file.resize(first);
        file.insert(file.end(), blocks.begin(), blocks.end());
        Findings findings;
        const auto store = open(file, findings);
        ASSERT_NE(store, nullptr);
        const auto older = std::ranges::count_if(store->nodes(), [&](const Node& node) {
            const Salvaged* const salvaged = store->salvaged(node.oid);
            return salvaged != nullptr && salvaged->by == FoundBy::older_version && node.offset >= first;
        });
        EXPECT_EQ(older, 15) << versions;
        EXPECT_EQ(count(findings, MessageId::limit_count), versions - 16) << versions;
    }
}

TEST(StoreSalvage, WhatHoldsNoObjectIsRefused) {
    Findings findings;
    EXPECT_EQ(open(ByteVector(50'000, 'x'), findings), nullptr);
    EXPECT_EQ(open({}, findings), nullptr);
}

}  // namespace
}  // namespace restante::mmf
