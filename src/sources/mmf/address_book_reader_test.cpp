#include "sources/mmf/address_book_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/address_field.h"
#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr mmf::Oid entry_oid(std::uint32_t number) { return {number << 8U | mmf::type::kAddressEntry}; }
constexpr mmf::Oid group_oid(std::uint32_t number) { return {number << 8U | mmf::type::kGroupFolder}; }

void add_person(TestStore& store, std::uint32_t number, const std::string& name) {
    const std::vector<mmf::AddressField> fields{{mmf::address_field::kName, as_bytes(name)},
                                                {mmf::address_field::kAddressType, as_bytes("SMTP")}};
    store.add_list(entry_oid(number), mmf::kStandardAddressBook,
                   {{mmf::attribute::kBody, mmf::write_address_entry(fields)}});
}

void add_group(TestStore& store, std::uint32_t number, mmf::Oid members) {
    const ByteVector type = mmf::write_object_type(mmf::kGroupObject);
    ByteWriter folder;
    folder.le(members.value);
    store.add_list(entry_oid(number), mmf::kStandardAddressBook,
                   {{mmf::attribute::kBody, mmf::write_address_entry({{mmf::address_field::kName, as_bytes("Group")},
                                                                      {mmf::address_field::kObjectType, type}})},
                    {mmf::attribute::kSummaryValue, std::move(folder).take()}});
}

model::AddressBook only_book(MailboxReader& reader) {
    auto books = reader.address_books();
    EXPECT_TRUE(books);
    EXPECT_THAT(*books, SizeIs(1));
    return books->at(0);
}

TEST(AddressBooks, GroupsInCirclesEnd) {
    TestStore store;
    store.enter_hidden(mmf::kStandardAddressBook, "Book");
    store.add_folder(mmf::kStandardAddressBook, {entry_oid(1), entry_oid(2)});
    add_person(store, 1, "Ann");
    add_group(store, 2, group_oid(1));
    store.add_folder(group_oid(1), {entry_oid(3), entry_oid(1)});
    add_group(store, 3, group_oid(2));
    store.add_folder(group_oid(2), {entry_oid(2), entry_oid(3)});
    const auto reader = store.open();
    const model::AddressBook book = only_book(*reader);
    ASSERT_THAT(book.entries, SizeIs(3));
    EXPECT_TRUE(book.standard);
    EXPECT_EQ(book.entries[0].name, "Ann");
    EXPECT_THAT(book.entries[1].members, ElementsAre(entry_oid(3).hex(), entry_oid(1).hex()));
    EXPECT_TRUE(book.entries[2].only_in_group);
    EXPECT_TRUE(book.entries[2].group);
    EXPECT_TRUE(reader->findings().empty());
}

TEST(AddressBooks, D29_EntriesOnlyInGroupsAreKeptOnce) {
    TestStore store;
    store.enter_hidden(mmf::kStandardAddressBook, "Book");
    store.add_folder(mmf::kStandardAddressBook, {entry_oid(1), entry_oid(2), entry_oid(3)});
    add_person(store, 1, "Ann");
    add_group(store, 2, group_oid(1));
    add_group(store, 3, group_oid(2));
    store.add_folder(group_oid(1), {entry_oid(4), entry_oid(1), entry_oid(5)});
    store.add_folder(group_oid(2), {entry_oid(5), entry_oid(4)});
    add_person(store, 4, "Only in groups");
    add_person(store, 5, "She too");
    const auto reader = store.open();
    const model::AddressBook book = only_book(*reader);
    ASSERT_THAT(book.entries, SizeIs(5));
    EXPECT_THAT(book.entries[1].members, ElementsAre(entry_oid(4).hex(), entry_oid(1).hex(), entry_oid(5).hex()));
    EXPECT_THAT(book.entries[2].members, ElementsAre(entry_oid(5).hex(), entry_oid(4).hex()));
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(book.entries[i].only_in_group, i >= 3) << i;
    EXPECT_EQ(book.entries[3].name, "Only in groups");
    EXPECT_EQ(book.entries[4].name, "She too");
    EXPECT_TRUE(reader->findings().empty());
}

// A list of fields whose one piece gives `format`, filled with the name of the entry.
ByteVector template_of(const std::string& format) {
    ByteWriter arguments;
    arguments.le(mmf::address_field::kName);
    const std::string text = format + '\0';
    return mmf::write_address_fields({{0xF008, {}}, {0, arguments.view()}, {0, as_bytes(text)}});
}

TEST(AddressBooks, TemplatesMakeTheAddress) {
    struct Row {
        std::string format, address, expected;
        bool damaged;
    };
    for (const Row& row : {Row{"%s@example.org", "", "Ann@example.org", false},
                           {"%s@example.org", "stored@example.org", "Ann@example.org", false},
                           {"", "stored@example.org", "", false},
                           {"damaged", "stored@example.org", "stored@example.org", true}}) {
        TestStore store;
        store.enter_hidden(mmf::kStandardAddressBook, "Book");
        store.add_folder(mmf::kStandardAddressBook, {entry_oid(1)});
        const ByteVector pattern = row.damaged ? ByteVector{1, 2} : template_of(row.format);
        store.add_list(entry_oid(1), mmf::kStandardAddressBook,
                       {{mmf::attribute::kBody, mmf::write_address_entry(std::vector<mmf::AddressField>{
                                                    {mmf::address_field::kName, as_bytes("Ann")},
                                                    {mmf::address_field::kAddressType, as_bytes("SMTP")},
                                                    {mmf::address_field::kAddress, as_bytes(row.address)},
                                                    {mmf::address_field::kTemplate, pattern}})}});
        const auto reader = store.open();
        EXPECT_EQ(only_book(*reader).entries.at(0).address, row.expected) << row.format;
        EXPECT_THAT(findings_of(*reader, MessageId::mmf_address_field_lost), SizeIs(row.damaged ? 1 : 0)) << row.format;
    }
}

TEST(AddressBooks, LostEntriesKeepTheNameOfTheirSummary) {
    TestStore store;
    store.enter_hidden(mmf::kStandardAddressBook, "Book");
    store.add_folder(mmf::kStandardAddressBook, {entry_oid(1)}, "Ann from the list");
    const auto reader = store.open();
    EXPECT_EQ(only_book(*reader).entries.at(0).name, "Ann from the list");
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_address_entry_lost), SizeIs(1));
}

TEST(AddressBooks, LostGroupIsAnEmptyOne) {
    TestStore store;
    store.enter_hidden(mmf::kStandardAddressBook, "Book");
    store.add_folder(mmf::kStandardAddressBook, {entry_oid(2)});
    add_group(store, 2, group_oid(1));
    const auto reader = store.open();
    EXPECT_THAT(only_book(*reader).entries.at(0).members, IsEmpty());
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_group_lost), SizeIs(1));
}

TEST(AddressBooks, UnlistedBookAndLostListAreDelivered) {
    TestStore store;
    store.add(mmf::kStandardAddressBook, {}, 0, ByteVector(30, 0xFF));
    add_person(store, 1, "Ann");
    const auto reader = store.open();
    const model::AddressBook book = only_book(*reader);
    EXPECT_EQ(book.name, "Microsoft Personal Address Book");
    EXPECT_EQ(book.entries.at(0).name, "Ann");
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_address_book), SizeIs(1));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_address_book_lost), SizeIs(1));
}

}  // namespace
}  // namespace restante::sources
