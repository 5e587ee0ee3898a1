#include "formats/mmf/store_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "formats/mmf/map.h"
#include "formats/mmf/object_body_test.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

std::shared_ptr<const Store> reopen(MemorySink& sink, Findings& findings) {
    auto store = Store::open(std::make_shared<MemoryBytes>(sink.take()), findings);
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return store ? *store : nullptr;
}

class FailingSource final : public ByteSource {
public:
    [[nodiscard]] std::uint64_t size() const override { return 300'000; }
    Result<void> read(std::uint64_t offset, MutableBytes) const override {
        if (offset > 0) return fail(Errc::io, "the disk is gone", offset);
        return {};
    }
};

// The account block of the format document (18.3), at its offset.
TEST(StoreWriter, WritesTheBlockOfTheDocument) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add({.oid = kVisibleHierarchy, .attr = 0x9001}, ByteVector(18)));
    ByteVector accounts{0x1d, 0, 0, 0};
    const Bytes text = as_bytes(std::string_view("MS:NET1/PO1/JEFF\0VERTIGO\0", 25));
    accounts.insert(accounts.end(), text.begin(), text.end());
    for (const int byte : {1, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0x19, 0, 0, 0})
        accounts.push_back(static_cast<std::uint8_t>(byte));
    ASSERT_TRUE(writer->add({.oid = kAccounts}, accounts));
    ASSERT_TRUE(writer->finish());
    EXPECT_EQ(
        to_hex(Bytes(sink.bytes()).subspan(0x8280, 63)),
        "d1f21f55839cd2f12a78cbe753c5190b8f1021e07e7dc411e3cdb8cd6180bb045b3a1f0e971a19211e1de6cf0c258228b4f4f3494882"
        "b650f407923172c688");
    EXPECT_EQ(sink.bytes().size(), 0x8301U);
    EXPECT_EQ(sink.bytes().back(), 0);
}

TEST(StoreWriter, RefusesWhatTheFormatCannotHold) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink);
    ASSERT_TRUE(writer);
    const ByteVector body(18);
    ASSERT_TRUE(writer->add({.oid = kInbox}, body));
    EXPECT_EQ(writer->add({.oid = kInbox}, body).error().code, Errc::exists);
    EXPECT_EQ(writer->add({.oid = kMap}, body).error().code, Errc::bad_value);
    for (const std::uint8_t reserved : {type::kSpare, type::kJustAllocated, type::kTemporary, type::kFree})
        EXPECT_EQ(writer->add({.oid = kInbox.with_type(reserved)}, body).error().code, Errc::bad_value);
    EXPECT_EQ(writer->add({.oid = kOutbox, .flags = flag::kFree}, body).error().code, Errc::bad_value);
    EXPECT_EQ(writer->add_alias({.oid = kOutbox}, kSentMail).error().code, Errc::not_found);
    ASSERT_TRUE(writer->add_alias({.oid = kOutbox}, kInbox));
    EXPECT_EQ(writer->add_alias({.oid = kSentMail}, kOutbox).error().code, Errc::not_found);
    ASSERT_TRUE(writer->finish());
    EXPECT_EQ(writer->finish().error().code, Errc::usage);
    EXPECT_EQ(writer->add({.oid = kSentMail}, body).error().code, Errc::usage);
    Findings findings;
    const auto store = reopen(sink, findings);
    ASSERT_TRUE(store);
    EXPECT_EQ(store->nodes().size(), 3U);
    EXPECT_TRUE(findings.empty());

    EXPECT_EQ(StoreWriter::create(sink, {.expected_nodes = 70'000}).error().code, Errc::too_large);
    EXPECT_EQ(StoreWriter::create(sink, {.header = new_header_with_alternate_cipher(0)}).error().code, Errc::bad_value);
}

TEST(StoreWriter, AFailedSourceLeavesAFreeBlock) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink);
    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->add({.oid = kInbox}, FailingSource()).error().code, Errc::io);
    ASSERT_TRUE(writer->add({.oid = kInbox}, ByteVector(18)));
    ASSERT_TRUE(writer->finish());
    Findings findings;
    const auto store = reopen(sink, findings);
    ASSERT_TRUE(store);
    EXPECT_TRUE(findings.empty());
    EXPECT_TRUE(store->object(kInbox));
    ASSERT_EQ(store->free_nodes().size(), 1U);
    EXPECT_EQ(store->free_nodes()[0].size, block_space(300'000));
}

TEST(StoreWriter, UnfinishedFilesAreNoStores) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink);
    ASSERT_TRUE(writer && writer->add({.oid = kInbox}, ByteVector(18)));
    Findings findings;
    const auto store = Store::open(std::make_shared<MemoryBytes>(sink.bytes()), findings);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, Errc::bad_magic);
}

TEST(StoreWriter, MovesTheMapWhenItGrows) {
    for (const std::size_t objects : {509U, 510U, 511U, 766U, 767U, 5000U, 65532U}) {
        MemorySink sink;
        auto writer = StoreWriter::create(sink);
        ASSERT_TRUE(writer);
        for (std::size_t i = 0; i < objects; ++i) {
            const auto value = static_cast<std::uint32_t>((objects - i) << 8U | type::kFolder);
            ASSERT_TRUE(writer->add({.oid = Oid{value}, .references = 1}, as_bytes(std::to_string(i))));
        }
        if (objects == 65532) {
            EXPECT_EQ(writer->add({.oid = kInbox}, Bytes()).error().code, Errc::too_large);
        }
        ASSERT_TRUE(writer->finish());
        Findings findings;
        const auto store = reopen(sink, findings);
        ASSERT_TRUE(store) << objects;
        EXPECT_TRUE(findings.empty()) << objects;
        EXPECT_EQ(store->nodes().size(), objects + 1);
        EXPECT_EQ(store->header().trees[0].map_offset == kHeaderSize, objects <= 510) << objects;
        EXPECT_EQ(store->header().trees[0].map_offset % 0x200, 0U);
        const auto last = store->object(Oid{1U << 8U | type::kFolder});
        ASSERT_TRUE(last);
        EXPECT_EQ(as_text(last->prefix()), std::to_string(objects - 1));
        // Both copies are equal, and the tree is as flat as can be.
        const auto other = read_nodes(store->file(), store->cipher(), store->header().trees[1]);
        const auto first = read_nodes(store->file(), store->cipher(), store->header().trees[0]);
        ASSERT_TRUE(first && other);
        EXPECT_EQ(*first, *other);
    }
}

TEST(StoreWriter, RoomAtTheStartAvoidsTheMove) {
    MemorySink sink;
    auto writer = StoreWriter::create(sink, {.expected_nodes = 1000});
    ASSERT_TRUE(writer);
    for (std::uint32_t i = 1; i <= 1000; ++i) ASSERT_TRUE(writer->add({.oid = Oid{i << 8U | 0x82U}}, Bytes()));
    ASSERT_TRUE(writer->finish());
    Findings findings;
    const auto store = reopen(sink, findings);
    ASSERT_TRUE(store);
    EXPECT_EQ(store->header().trees[0].map_offset, kHeaderSize);
    EXPECT_EQ(store->header().capacity, 1024);
    EXPECT_TRUE(store->free_nodes().empty());
}

struct Wanted {
    ObjectInfo info;
    ByteVector body;
    Oid body_oid{};  // not 0: an alias of that object
};

std::map<Oid, Wanted> arbitrary_objects() {
    std::map<Oid, Wanted> objects;
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    for (std::size_t i = 0; i < count; ++i) {
        const auto type = *rc::gen::element<std::uint8_t>(0x69, 0x71, 0x80, 0x82, 0x86, 0x87, 0x89, 0x10);
        Wanted one;
        one.info.oid = Oid{*rc::gen::inRange<std::uint32_t>(1, 200) << 8U | type};
        one.info.parent = Oid{*rc::gen::arbitrary<std::uint32_t>()};
        one.info.aux = *rc::gen::arbitrary<std::uint32_t>();
        one.info.attr = *rc::gen::arbitrary<std::uint16_t>();
        one.info.references = *rc::gen::inRange<std::uint16_t>(1, 65535);  // 0 would be dropped on load
        one.info.flags = *rc::gen::elementOf(std::vector<std::uint16_t>{0x1000, 0x1800, 0x1023});
        one.body = *rc::gen::arbitrary<ByteVector>();
        if (*rc::gen::inRange(0, 10) == 0) one.body.resize(*rc::gen::inRange<std::size_t>(65'000, 600'000), 0x5A);
        if (!objects.empty() && *rc::gen::inRange(0, 4) == 0) {
            const auto target = std::next(
                objects.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(objects.size())));
            if (target->second.body_oid == Oid{}) one.body_oid = target->first;
        }
        objects.try_emplace(one.info.oid, one);
    }
    return objects;
}

RC_GTEST_PROP(StoreWriter, ReadsBackWhatWasWritten, ()) {
    const auto objects = arbitrary_objects();
    const auto divisor = *rc::gen::element<std::uint32_t>(0, 0, 1, 7, 512, 8192);
    const Header header = divisor == 0 ? new_header() : new_header_with_alternate_cipher(divisor);
    MemorySink sink;
    auto writer = StoreWriter::create(sink, {.header = header});
    RC_ASSERT(writer.has_value());
    for (const auto& [oid, one] : objects)
        if (one.body_oid == Oid{}) RC_ASSERT(writer->add(one.info, MemoryBytes(one.body)).has_value());
    for (const auto& [oid, one] : objects)
        if (one.body_oid != Oid{}) RC_ASSERT(writer->add_alias(one.info, one.body_oid).has_value());
    RC_ASSERT(writer->finish().has_value());

    Findings findings;
    const auto opened = Store::open(std::make_shared<MemoryBytes>(sink.take()), findings);
    RC_ASSERT(opened.has_value());
    const Store& store = **opened;
    RC_ASSERT(findings.empty());
    RC_ASSERT(store.nodes().size() == objects.size() + 1);
    RC_ASSERT(store.header().language == header.language);
    for (const auto& [oid, one] : objects) {
        const Node* const node = store.find(oid);
        RC_ASSERT(node != nullptr);
        const bool alias = one.body_oid != Oid{};
        RC_ASSERT(node->flags == (one.info.flags | (alias ? flag::kAlias : 0)));
        RC_ASSERT(node->parent == one.info.parent && node->aux == one.info.aux && node->attr == one.info.attr);
        RC_ASSERT(node->references == one.info.references);
        const auto object = store.object(oid);
        RC_ASSERT(object.has_value());
        RC_ASSERT(body_of(*object) == (alias ? objects.at(one.body_oid).body : one.body));
    }
}

}  // namespace
}  // namespace restante::mmf
