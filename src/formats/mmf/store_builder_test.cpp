#include "formats/mmf/store_builder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "formats/mmf/attribute.h"
#include "formats/mmf/checker.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/object_body_test.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

ByteVector text(std::string_view value) {
    ByteVector bytes(as_bytes(value).begin(), as_bytes(value).end());
    bytes.push_back(0);
    return bytes;
}

std::shared_ptr<const Store> finished(StoreBuilder& builder, MemorySink& sink) {
    const auto result = builder.finish();
    EXPECT_TRUE(result) << (result ? "" : result.error().describe());
    Findings findings;
    auto store = Store::open(std::make_shared<MemoryBytes>(sink.bytes()), findings);
    EXPECT_TRUE(store && findings.empty());
    return store ? *store : nullptr;
}

// The bytes of a list body that mean nothing are set as we write them.
ByteVector without_garbage(ByteVector body) {
    const std::size_t directory = body[0] + body[1] * 256U;
    body[directory + 2] &= 7;
    body[directory + 3] = 0;
    body[directory + 6] = body[directory + 7] = body[directory + 10] = body[directory + 11] = 0;
    if ((body[directory + 2] & sort_kind::kMask) == sort_kind::kById)
        std::fill_n(body.begin() + static_cast<std::ptrdiff_t>(directory) + 4, 8, std::uint8_t{0});
    // 80'MCs' is positional; whatever its second parameter says is left over.
    if ((body[directory + 2] & sort_kind::kMask) == sort_kind::kPositional)
        std::fill_n(body.begin() + static_cast<std::ptrdiff_t>(directory) + 8, 4, std::uint8_t{0});
    return body;
}

TEST(StoreBuilder, MakesTheEmptyStoreOfTheEngine) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink, {.accounts = {{.name = "MS:ACME/HQ/JDOE"}}});
    ASSERT_TRUE(builder);
    const auto ours = finished(*builder, sink);
    Findings findings;
    const auto engine = Store::open(samples::source("empty"), findings);
    ASSERT_TRUE(ours && engine);
    EXPECT_EQ(sink.bytes().size() + 0x80, samples::bytes("empty").size());  // the engine left one free block
    ASSERT_EQ(ours->nodes().size(), (*engine)->nodes().size());
    for (const Node& node : (*engine)->nodes()) {
        const Node* const mine = ours->find(node.oid);
        ASSERT_NE(mine, nullptr) << node.oid.hex();
        EXPECT_EQ(mine->attr, node.attr) << node.oid.hex();
        EXPECT_EQ(mine->parent, node.parent) << node.oid.hex();
        EXPECT_EQ(mine->references, node.references) << node.oid.hex();
        EXPECT_EQ(mine->size, node.size) << node.oid.hex();
        if (node.oid == kMap) continue;
        ByteVector expected = body_of(**engine, node.oid);
        if ((node.attr & attr::kPackedList) == 0) expected = without_garbage(std::move(expected));
        EXPECT_EQ(to_hex(body_of(*ours, node.oid)), to_hex(expected)) << node.oid.hex();
    }
}

// The draft and its folder list as the engine wrote them.
TEST(StoreBuilder, MakesTheDraftOfTheDocument) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const auto outbox = builder->add_folder({.name = "Outbox", .hidden = true, .oid = kOutbox});
    ASSERT_TRUE(outbox);
    const std::vector<NewTriple> to{{.name = "Ann Lee", .data = "MS:ACME/HQ/ALEE"}};
    const Oid draft{0x8CEA8986};
    const auto added = builder->add_message(*outbox, {.attributes = {{attribute::kSubject, text("RE: draft")},
                                                                     {attribute::kTo, build_triples(to)},
                                                                     {attribute::kBody, text("x")},
                                                                     {attribute::kStatus, {0x42}}},
                                                      .oid = draft});
    ASSERT_TRUE(added);
    const auto store = finished(*builder, sink);
    ASSERT_TRUE(store);
    EXPECT_EQ(
        to_hex(body_of(*store, draft)),
        "390000004278000300280008001000416e6e204c6565004d533a41434d452f48512f414c454500000000000000000052453a2064726166"
        "7400"
        "04000000ffff0000000000000100048001002f0000000a0000000180000007000000280000000c"
        "8002000500000002000000078006000400000001000000");
    EXPECT_EQ(
        to_hex(body_of(*store, kOutbox)),
        "3300000007b0000c0010000e001400000001420000020000000000824f7574416e6e204c65650052453a206472616674000000010001"
        "0000000000090000000100"
        "8689ea8c040000002f000000");
    const Node* const node = store->find(draft);
    EXPECT_EQ(node->parent, kOutbox);
    EXPECT_EQ(node->attr, 0xB002);
    EXPECT_EQ(node->aux, 0U);
    EXPECT_FALSE(node->is(flag::kUnread));
    EXPECT_EQ(store->find(kOutbox)->parent, kHiddenHierarchy);
}

TEST(StoreBuilder, LinksAttachmentsAndCountsUnreadMessages) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const auto inbox = builder->add_folder({.name = "Inbox", .oid = kInbox});
    const auto child = builder->add_folder({.name = "Child", .level = 2});
    ASSERT_TRUE(inbox && child);
    const auto data = std::make_shared<MemoryBytes>(ByteVector(200'000, 7));
    NewAttachment file{.attributes = {{0x18010, text("A.TXT"), {}}, {0x6800F, {}, data}}, .reference = {.position = 3}};
    const auto with = builder->add_message(
        *inbox, {.attributes = {{attribute::kStatus, {0x20}}}, .attachments = {file, {.number = 0xFFFFFFFE}}});
    const auto unread = builder->add_message(*inbox, {.attributes = {{attribute::kStatus, {0x80}}}});
    const auto bare = builder->add_message(*inbox, {});
    ASSERT_TRUE(with && unread && bare);
    const auto store = finished(*builder, sink);
    ASSERT_TRUE(store);

    EXPECT_EQ(store->find(kInbox)->aux, 1U);
    EXPECT_TRUE(store->find(*unread)->is(flag::kUnread));
    EXPECT_FALSE(store->find(*bare)->is(flag::kUnread));
    const auto status_of = [&](Oid oid) {
        auto list = ListReader::open(*store->object(oid));
        const ListEntry* const entry = list->find(attribute::kStatus);
        return entry == nullptr ? -1 : int{(*list->element(*entry))[0]};
    };
    EXPECT_EQ(status_of(*with), 0xA0);
    EXPECT_EQ(status_of(*unread), 0x00);
    EXPECT_EQ(status_of(*bare), -1);

    const Oid list_oid = Oid{store->find(*with)->aux}.with_type(type::kAttachmentList);
    auto list = ListReader::open(*store->object(list_oid));
    ASSERT_TRUE(list);
    ASSERT_EQ(list->entries().size(), 2U);
    EXPECT_EQ(list->entries()[1].id, 0xFFFFFFFEU);
    const auto reference = read_attachment_reference(*list->element(list->entries()[0]));
    ASSERT_TRUE(reference);
    EXPECT_EQ(reference->position, 3U);
    EXPECT_EQ(store->find(reference->object)->references, 1);
    auto attachment = ListReader::open(*store->object(reference->object));
    ASSERT_TRUE(attachment);
    EXPECT_TRUE(std::ranges::equal(*attachment->element(*attachment->find(0x6800F)), data->view()));
}

TEST(StoreBuilder, CopiesShareOneBody) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const auto inbox = builder->add_folder({.name = "Inbox", .oid = kInbox});
    const auto other = builder->add_folder({.name = "Other", .oid = Oid{0x00000182}});
    const NewAttachment file{.attributes = {{attribute::kAttachmentData, {1, 2}, {}}}};
    const auto message = builder->add_message(
        *inbox, {.attributes = {{attribute::kSubject, text("one")}, {attribute::kStatus, {0}}}, .attachments = {file}});
    ASSERT_TRUE(message);
    EXPECT_EQ(builder->copy_message(Oid{0x86}, *other).error().code, Errc::bad_value);
    EXPECT_EQ(builder->copy_message(*message, 9).error().code, Errc::bad_value);
    const auto copy = builder->copy_message(*message, *other);
    ASSERT_TRUE(copy);
    const auto again = builder->copy_message(*copy, *inbox);
    ASSERT_TRUE(again);
    const auto store = finished(*builder, sink);
    ASSERT_TRUE(store);

    const Node* const first = store->find(*message);
    const Node* const second = store->find(*copy);
    ASSERT_TRUE(first != nullptr && second != nullptr);
    EXPECT_TRUE(first->is_alias() && second->is_alias());
    EXPECT_EQ(first->offset, second->offset);
    EXPECT_EQ(second->parent, Oid{0x00000182});
    const Node* const body = store->find(Oid{first->offset});
    ASSERT_NE(body, nullptr);
    EXPECT_TRUE(body->is(flag::kHiddenBody));
    EXPECT_EQ(body->references, 3);
    EXPECT_EQ(first->size, body->size);
    EXPECT_EQ(body_of(*store, *message), body_of(*store, *again));
    EXPECT_NE(first->aux, second->aux);
    EXPECT_EQ(body_of(*store, Oid{first->aux}), body_of(*store, Oid{second->aux}));
    const auto attachment =
        std::ranges::find_if(store->nodes(), [](const Node& node) { return node.oid.type() == type::kAttachment; });
    ASSERT_NE(attachment, store->nodes().end());
    EXPECT_EQ(attachment->references, 3);
    EXPECT_EQ(store->find(kInbox)->aux, 2U);
    EXPECT_EQ(store->find(Oid{0x00000182})->aux, 1U);
}

struct RandomMessage {
    std::string subject{};
    std::vector<ByteVector> attachments{};
    std::size_t folder = 0;
    bool operator==(const RandomMessage&) const = default;
};

// What a store says about a message, aliases resolved.
RandomMessage read_back(const Store& store, Oid oid, std::size_t folder) {
    RandomMessage message{.folder = folder};
    auto list = *ListReader::open(*store.object(oid));
    if (const ListEntry* const subject = list.find(attribute::kSubject))
        message.subject = as_text(until_nul(*list.element(*subject)));
    const Oid attachments = Oid{store.find(oid)->aux}.with_type(type::kAttachmentList);
    if (store.find(oid)->aux == 0) return message;
    auto references = *ListReader::open(*store.object(attachments));
    for (const ListEntry& entry : references.entries()) {
        const auto reference = read_attachment_reference(*references.element(entry));
        auto attachment = *ListReader::open(*store.object(reference->object));
        const Bytes data = *attachment.element(*attachment.find(attribute::kAttachmentData));
        message.attachments.emplace_back(data.begin(), data.end());
    }
    return message;
}

RC_GTEST_PROP(StoreBuilder, ReadsBackRandomStoresWithCopies, ()) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    const std::vector<Oid> folders{kInbox, Oid{0x00000182}, Oid{0x00000282}};
    for (const Oid folder : folders) RC_ASSERT(builder->add_folder({.name = folder.hex(), .oid = folder}).has_value());
    std::map<Oid, RandomMessage> expected;
    const auto count = *rc::gen::inRange(1, 25);
    for (int i = 0; i < count; ++i) {
        const auto folder = *rc::gen::inRange<std::size_t>(0, folders.size());
        if (!expected.empty() && *rc::gen::inRange(0, 2) == 0) {
            const auto original = std::next(
                expected.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(expected.size())));
            const auto copy = builder->copy_message(original->first, folder);
            RC_ASSERT(copy.has_value());
            RandomMessage message = original->second;
            message.folder = folder;
            expected.emplace(*copy, std::move(message));
            continue;
        }
        RandomMessage message{"subject " + std::to_string(i),
                              *rc::gen::resize(4, rc::gen::arbitrary<std::vector<ByteVector>>()), folder};
        NewMessage stored{.attributes = {{attribute::kSubject, text(message.subject)}}};
        for (const ByteVector& data : message.attachments)
            stored.attachments.push_back({.attributes = {{attribute::kAttachmentData, data, {}}}});
        const auto added = builder->add_message(folder, std::move(stored));
        RC_ASSERT(added.has_value());
        expected.emplace(*added, std::move(message));
    }
    const auto store = finished(*builder, sink);
    std::map<Oid, RandomMessage> found;
    for (std::size_t folder = 0; folder < folders.size(); ++folder) {
        const auto list = ListReader::open(*store->object(folders[folder]));
        for (const ListEntry& entry : list->entries())
            found.emplace(Oid{entry.id}, read_back(*store, Oid{entry.id}, folder));
    }
    RC_ASSERT(found == expected);
    Findings odd;
    RC_ASSERT(check_store(std::make_shared<MemoryBytes>(sink.bytes()), odd).has_value());
    for (const Finding& one : odd.list()) RC_LOG(one.text + "\n");
    RC_ASSERT(odd.empty());
}

TEST(StoreBuilder, SortsFoldersAsDeclared) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const auto folder = builder->add_folder({.name = "Sorted", .order = FolderOrder::subject, .descending = true});
    std::vector<std::uint32_t> oids;
    for (const char* const subject : {"b", "RE: C", "a"})
        oids.push_back(builder->add_message(*folder, {.attributes = {{attribute::kSubject, text(subject)}}})->value);
    const auto store = finished(*builder, sink);
    const auto oid = std::ranges::find_if(store->nodes(), [](const Node& one) { return one.oid.type() == 0x82; })->oid;
    const auto list = ListReader::open(*store->object(oid));
    ASSERT_TRUE(list);
    EXPECT_EQ(list->sort().flags, 7);
    ASSERT_EQ(list->entries().size(), 3U);
    EXPECT_EQ(list->entries()[0].id, oids[1]);
    EXPECT_EQ(list->entries()[2].id, oids[2]);
}

// Link list and hidden hierarchy as the document gives them.
TEST(StoreBuilder, MakesAnAddressBookWithAGroup) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const NewAddressEntry person{.attributes = {{attribute::kSubject, text("Ann Lee")}, {attribute::kStatus, {0x20}}}};
    const NewAddressEntry group{.attributes = {{attribute::kSubject, text("My Group")}},
                                .members = std::vector<std::size_t>{0},
                                .group_folder = Oid{0x369}};
    NewAddressBook book{.entries = {person, group}};
    book.entries[1].members->push_back(7);
    EXPECT_EQ(builder->add_address_book(book).error().code, Errc::bad_value);
    book.entries[1].members->pop_back();
    ASSERT_TRUE(builder->add_address_book(book));
    const auto store = finished(*builder, sink);
    ASSERT_TRUE(store);

    // The document shows the group first in the file and second in the list: later elements lie in front.
    EXPECT_EQ(
        to_hex(body_of(*store, kHiddenHierarchy)),
        "3700000002004d792047726f757000000001004d6963726f736f667420506572736f6e616c204164647265737320426f6f6b0034340000"
        "02000000ffff0000000000000100"
        "70504142110000002600000069030000040000000d000000");
    const auto entry = std::ranges::find_if(
        store->nodes(), [](const Node& node) { return node.oid.type() == type::kAddressEntry && node.aux != 0; });
    ASSERT_NE(entry, store->nodes().end());
    EXPECT_EQ(to_hex(body_of(*store, Oid{entry->aux}.with_type(type::kLinkList))),
              "0400000001000000ffff00000000000001006903000004000000"
              "00000000");
    EXPECT_EQ(store->find(Oid{0x369})->attr, 0x9015);
    auto members = ListReader::open(*store->object(Oid{0x369}));
    ASSERT_TRUE(members);
    ASSERT_EQ(members->entries().size(), 1U);
    EXPECT_EQ(members->entries()[0].id, entry->oid.value);
    const auto summary = read_summary(*members->element(members->entries()[0]));
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->subject, "Ann Lee");
    EXPECT_EQ(summary->folder, kStandardAddressBook);
    EXPECT_EQ(summary->folder_name, "Microsoft Personal Address Book");
}

TEST(StoreBuilder, AnEntryMayExistInAGroupOnly) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const NewAddressEntry person{.attributes = {{attribute::kSubject, text("Ann Lee")}}, .only_in_group = true};
    const NewAddressEntry group{.attributes = {{attribute::kSubject, text("My Group")}},
                                .members = std::vector<std::size_t>{0},
                                .group_folder = Oid{0x369}};
    ASSERT_TRUE(builder->add_address_book({.entries = {person, group}}));
    const auto store = finished(*builder, sink);
    EXPECT_EQ(ListReader::open(*store->object(kStandardAddressBook))->entries().size(), 1U);
    EXPECT_EQ(ListReader::open(*store->object(Oid{0x369}))->entries().size(), 1U);
}

TEST(StoreBuilder, NumbersNewClassesFromFour) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    EXPECT_EQ(*builder->add_class("IPM.Microsoft Schedule.MtgReq"), 4);
    EXPECT_EQ(*builder->add_class("IPM.Custom"), 5);
    EXPECT_FALSE(builder->add_class(std::string(128, 'x')));
    const auto store = finished(*builder, sink);
    auto classes = ListReader::open(*store->object(kClasses));
    ASSERT_TRUE(classes);
    EXPECT_EQ(classes->entries().front().id, 5U);
    EXPECT_EQ(read_message_class(*classes->element(*classes->find(4)))->name(), "IPM.Microsoft Schedule.MtgReq");
}

TEST(StoreBuilder, KeepsToTheLimitsOfTheFormat) {
    MemorySink sink;
    auto builder = StoreBuilder::create(sink);
    ASSERT_TRUE(builder);
    const auto folder = builder->add_folder({.name = "Full", .oid = kInbox});
    ASSERT_TRUE(folder);
    EXPECT_EQ(builder->add_folder({.name = "Twice", .oid = kInbox}).error().code, Errc::exists);
    EXPECT_EQ(builder->add_folder({.name = ""}).error().code, Errc::bad_value);
    EXPECT_EQ(builder->add_folder({.name = std::string(128, 'x')}).error().code, Errc::bad_value);
    EXPECT_EQ(builder->add_folder({.name = "x", .level = 0}).error().code, Errc::bad_value);
    EXPECT_EQ(builder->add_message(9, {}).error().code, Errc::bad_value);
    for (std::size_t i = 0; i < kMaximumElements; ++i) ASSERT_TRUE(builder->add_message(*folder, {}));
    EXPECT_EQ(builder->add_message(*folder, {}).error().code, Errc::too_large);
    const auto store = finished(*builder, sink);
    ASSERT_TRUE(store);
    EXPECT_EQ(ListReader::open(*store->object(kInbox))->entries().size(), kMaximumElements);
}

TEST(StoreBuilder, GivesTheSameBytesAgain) {
    const auto build = [](std::uint32_t seed) {
        MemorySink sink;
        auto builder = StoreBuilder::create(sink, {.seed = seed});
        const auto folder = builder->add_folder({.name = "Inbox"});
        for (int i = 0; i < 20; ++i) EXPECT_TRUE(builder->add_message(*folder, {}));
        EXPECT_TRUE(builder->finish());
        return sink.take();
    };
    EXPECT_EQ(build(1), build(1));
    EXPECT_NE(build(1), build(2));
}

}  // namespace
}  // namespace restante::mmf
