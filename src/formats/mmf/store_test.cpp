#include "formats/mmf/store.h"

#include <gtest/gtest.h>

#include <map>

#include "formats/mmf/list_object.h"
#include "formats/mmf/packed_list.h"
#include "formats/mmf/samples_test.h"

namespace restante::mmf {
namespace {

std::shared_ptr<const Store> open_sample(const std::string& name, Findings& findings) {
    auto store = Store::open(samples::source(name), findings);
    EXPECT_TRUE(store) << name << ": " << (store ? "" : store.error().describe());
    return store ? *store : nullptr;
}

bool has(const Findings& findings, MessageId id) {
    return std::ranges::any_of(findings.list(), [id](const Finding& one) { return one.id == id; });
}

// Reads every object of the store to the last element; returns how many could not be read.
std::size_t unreadable_objects(const Store& store) {
    std::size_t unreadable = 0;
    for (const Node& node : store.nodes()) {
        if (node.oid == kMap) continue;
        auto object = store.object(node.oid);
        if (!object) {
            ++unreadable;
            continue;
        }
        if ((node.attr & attr::kPackedList) != 0) {
            ByteVector body(object->size());
            if (!object->read(0, body) || !read_packed_list(body)) ++unreadable;
            continue;
        }
        auto list = ListReader::open(std::move(*object));
        bool readable = list && list->canonical();
        if (list)
            for (const ListEntry& entry : list->entries()) readable = readable && list->element(entry);
        if (!readable) ++unreadable;
    }
    return unreadable;
}

// Ids and data of all elements: what has a meaning. The directory holds garbage beside them.
std::vector<std::pair<std::uint32_t, ByteVector>> elements(const Store& store, const Node& node) {
    std::vector<std::pair<std::uint32_t, ByteVector>> all;
    auto object = store.object(node.oid);
    if (!object || (node.attr & attr::kPackedList) != 0) return all;
    auto list = ListReader::open(std::move(*object));
    if (!list) return all;
    for (const ListEntry& entry : list->entries()) {
        const auto data = list->element(entry);
        all.emplace_back(entry.id, data ? ByteVector(data->begin(), data->end()) : ByteVector{});
    }
    return all;
}

TEST(Store, ReadsEveryObjectOfEveryHealthySample) {
    const auto names = samples::names();
    ASSERT_GE(names.size(), 40U);
    for (const std::string& name : names) {
        Findings findings;
        const auto store = open_sample(name, findings);
        ASSERT_TRUE(store) << name;
        EXPECT_EQ(unreadable_objects(*store), 0U) << name;
        EXPECT_GE(store->nodes().size(), 10U) << name;
        for (const Finding& finding : findings.list()) EXPECT_EQ(finding.id, MessageId::mmf_not_closed) << name;
        if (name == "unclosed") {
            EXPECT_TRUE(has(findings, MessageId::mmf_not_closed));
        }
    }
}

TEST(Store, EmptySampleHoldsTheSystemObjects) {
    Findings findings;
    const auto store = open_sample("empty", findings);
    ASSERT_TRUE(store);
    const std::map<Oid, std::uint32_t> sizes{
        {kAccounts, 0x2F},       {kVisibleHierarchy, 0x12}, {kHiddenHierarchy, 0x12},        {kOutgoingQueue, 0x12},
        {kFoldersToFinders, 18}, {kFindersToFolders, 18},   {kTemplateAttachmentList, 0x12}, {kClasses, 0x3D6},
        {kAttributeNames, 335},  {kFinderState, 0x278},
    };
    EXPECT_EQ(store->nodes().size(), sizes.size() + 1);  // and the map
    for (const auto& [oid, size] : sizes) {
        const auto object = store->object(oid);
        ASSERT_TRUE(object) << oid.hex();
        EXPECT_EQ(object->size(), size) << oid.hex();
    }
    EXPECT_EQ(store->header().language, "English (American)");
    EXPECT_EQ(store->header().opened_by, (ProgramVersion{3, 0, 4006}));
    EXPECT_EQ(store->free_nodes().size(), 1U);
}

struct Damaged {
    std::string name;
    bool opens;
    std::vector<MessageId> findings;
    std::size_t unreadable;
    Errc error = Errc::io;
};

TEST(Store, DamagedSamplesOpenOrFailWithTheRightError) {
    using enum MessageId;
    const Damaged cases[] = {
        {"accounts-body", true, {}, 1},
        {"active-copy-flipped", true, {}, 0},
        {"active-map-garbage", true, {mmf_other_map_copy}, 0},
        {"attachment-body", true, {}, 1},
        {"attlist-body", true, {}, 1},
        {"bad-magic", false, {}, 0, Errc::bad_magic},
        {"both-maps-garbage", false, {}, 0, Errc::bad_value},
        {"compressed-hdr0", false, {}, 0, Errc::bad_magic},
        {"deleted-maps-garbage", false, {}, 0, Errc::bad_value},
        {"header-zeroed", false, {}, 0, Errc::bad_magic},
        {"inbox-body", true, {}, 1},
        {"inbox-head", true, {}, 1},
        {"ipm-body", true, {}, 1},
        {"ipm-head", true, {}, 1},
        {"libmax-small", true, {mmf_other_map_copy}, 0},
        {"many600-hdr0", false, {}, 0, Errc::bad_magic},
        {"mcs-body", true, {}, 1},
        {"message-body", true, {}, 1},
        {"message-head", true, {}, 1},
        {"truncated-2000", true, {mmf_length_differs}, 8},
        {"truncated-third", true, {mmf_length_differs}, 26},
        {"version-0f00c00c", true, {mmf_unknown_version}, 0},
        {"version-0f00c00d", true, {}, 0},
        {"version-0f00c011", true, {mmf_unknown_version}, 0},
    };
    EXPECT_EQ(std::size(cases), samples::names("corrupt").size());
    for (const Damaged& one : cases) {
        Findings findings;
        const auto store = Store::open(samples::source("corrupt/" + one.name), findings);
        ASSERT_EQ(store.has_value(), one.opens) << one.name;
        if (!store) {
            EXPECT_EQ(store.error().code, one.error) << one.name << ": " << store.error().describe();
            continue;
        }
        EXPECT_EQ(findings.total(), one.findings.size()) << one.name;
        for (const MessageId id : one.findings) EXPECT_TRUE(has(findings, id)) << one.name;
        EXPECT_EQ(unreadable_objects(**store), one.unreadable) << one.name;
    }
}

TEST(Store, RefusesWhatIsNoStore) {
    const struct {
        std::string content;
        Errc error;
    } cases[] = {
        {"", Errc::bad_magic},
        {"abc", Errc::bad_magic},
        {"MMMD and more: a ring tone", Errc::bad_magic},
        {"!BDN and more: a personal store", Errc::bad_magic},
        {"\xAD\xDE\xAF\x01", Errc::truncated},
        {std::string("\xAD\xDE\xAF\x01") + std::string(600, '\0'), Errc::truncated},
    };
    for (const auto& one : cases) {
        const Bytes bytes = as_bytes(one.content);
        Findings findings;
        const auto store = Store::open(std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end())), findings);
        ASSERT_FALSE(store) << one.content;
        EXPECT_EQ(store.error().code, one.error) << store.error().describe();
        EXPECT_EQ(Store::sniff(bytes), one.content.starts_with("\xAD"));
    }
}

TEST(Store, UsesTheAlternateCipherWhenTheHeaderSaysSo) {
    Findings findings;
    const auto plain = open_sample("basic", findings);
    for (const std::string name : {"altcipher-conv-512", "altcipher-conv-8192"}) {
        const auto store = open_sample(name, findings);
        ASSERT_TRUE(plain && store);
        EXPECT_NE(store->cipher().divisor(), 0U);
        ASSERT_EQ(store->nodes().size(), plain->nodes().size());
        for (const Node& node : plain->nodes()) {
            if (node.oid == kMap) continue;
            EXPECT_EQ(elements(*store, node), elements(*plain, node)) << node.oid.hex();
        }
    }
}

TEST(Store, CopiesShareOneBody) {
    Findings findings;
    const auto store = open_sample("moved-copied", findings);
    ASSERT_TRUE(store);
    std::size_t copies = 0;
    for (const Node& node : store->nodes()) {
        if (!node.is_alias()) continue;
        ++copies;
        const auto copy = store->object(node.oid);
        const auto body = store->object(Oid{node.offset});
        ASSERT_TRUE(copy && body);
        EXPECT_EQ(copy->oid(), node.oid);
        EXPECT_EQ(copy->file_offset(), body->file_offset());
        EXPECT_TRUE(store->find(Oid{node.offset})->is(flag::kHiddenBody));
    }
    EXPECT_GE(copies, 6U);
}

TEST(Store, SaysWhichObjectIsMissing) {
    Findings findings;
    const auto store = open_sample("empty", findings);
    ASSERT_TRUE(store);
    const auto missing = store->object(Oid{0x12345686});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::not_found);
    EXPECT_EQ(missing.error().what, "there is no object 86563412");
    EXPECT_EQ(store->object(kMap).error().code, Errc::unsupported);
}

}  // namespace
}  // namespace restante::mmf
