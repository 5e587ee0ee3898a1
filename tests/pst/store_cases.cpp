#include <string>
#include <vector>

#include "base/byte_source.h"
#include "cases.h"
#include "formats/pst/contact.h"

namespace restante::pst_tests {

void fill_nothing(WrittenStore&) {}

void fill_one_folder(WrittenStore& store) {
    store.folder({.name = "Only", .comment = "The only folder"});
    store.end_folder();
}

// Special folders, deep nesting, many siblings (the hierarchy table leaves the heap at 66 rows), equal names.
void fill_folders(WrittenStore& store) {
    const auto empty = [&](const pst::FolderSpec& spec) {
        const pst::FolderId id = store.folder(spec);
        store.add(plain_message("In " + spec.name, "one message"));
        store.end_folder();
        return id;
    };
    empty({.name = "Inbox", .container_class = "IPF.Note", .role = pst::FolderRole::inbox});
    empty({.name = "Outbox", .role = pst::FolderRole::outbox});
    empty({.name = "Sent Mail", .role = pst::FolderRole::sent_items});
    empty({.name = "Wastebasket", .comment = "What was thrown away", .role = pst::FolderRole::deleted_items});
    pst::FolderId parent = pst::kIpmSubtree;
    for (int depth = 1; depth <= 20; ++depth)
        parent = empty({.parent = parent, .name = "Level " + std::to_string(depth), .container_class = "IPF.Note"});
    const pst::FolderId wide = empty({.name = "Wide", .comment = filler_text(5000, 1)});
    for (int i = 0; i < 300; ++i) {
        store.folder({.parent = wide, .name = "Sibling " + std::to_string(i), .container_class = "IPF.Note"});
        store.end_folder();
    }
    empty({.parent = wide, .name = filler_text(200, 2)});
}

namespace {

// Values of every type under names of both kinds.
void fill_named(WrittenStore& store, std::uint32_t count) {
    store.folder({.name = "Names"});
    const pst::Guid own = pst::property_set(0x12345678);
    for (std::uint32_t round = 0; round < 3; ++round) {
        pst::Message message = plain_message("Round " + std::to_string(round), "with names");
        for (std::uint32_t i = 0; i < count; ++i) {
            pst::PropertyName name{i % 2 == 0 ? own : pst::kPublicStringsSet, 0x9000U + i};
            if (i % 3 == 0) name.name = "x-name-" + std::to_string(i + round * 100);
            const std::uint16_t id = *store.writer().named(name);
            const std::vector<pst::Value> values{static_cast<std::int32_t>(i),
                                                 i % 2 == 0,
                                                 "text " + std::to_string(i),
                                                 filler(i, i),
                                                 static_cast<std::int64_t>(i) << 33U,
                                                 1.5 * i,
                                                 pst::FileTime::from_unix(800'000'000 + i),
                                                 own,
                                                 std::vector<std::int32_t>{1, 2, 3},
                                                 std::vector<std::string>{"one", "", "three"},
                                                 std::vector<ByteVector>{filler(3, 1), {}, filler(4000, 2)},
                                                 std::string()};
            message.properties.push_back({id, values[i % values.size()]});
        }
        store.add(message);
    }
    store.end_folder();
}

}  // namespace

void fill_names(WrittenStore& store) { fill_named(store, 400); }

// A leaf of the property tree holds 447 records.
void fill_many_names(WrittenStore& store) { fill_named(store, 900); }

void fill_contacts(WrittenStore& store) {
    store.folder({.name = "Contacts", .container_class = "IPF.Contact"});
    std::vector<pst::ListMember> members;
    for (int i = 0; i < 300; ++i) {
        const std::string number = std::to_string(i);
        const pst::Contact contact{.name = "Person " + number,
                                   .address_type = i % 5 == 0 ? "MS" : "SMTP",
                                   .address = "person" + number + "@example.org",
                                   .comment = "met in 1995",
                                   .company = "ACME",
                                   .fax = "+49 1"};
        const pst::Nid nid = store.add(*pst::make_contact(store.writer(), contact));
        members.push_back({.item = i % 2 == 0 ? nid : 0,
                           .name = contact.name,
                           .address_type = contact.address_type,
                           .address = contact.address});
    }
    store.add(*pst::make_contact(store.writer(), {.name = "No Address"}));
    std::vector<pst::ListMember> lists;
    for (const std::size_t count : {0U, 1U, 300U}) {
        const std::vector<pst::ListMember> some(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(count));
        const std::string name = "List of " + std::to_string(count);
        const std::vector<pst::Message> parts = *pst::make_distribution_list(store.writer(), name, some);
        for (const pst::Message& part : parts)
            lists.push_back({.item = store.add(part), .is_list = true, .name = part.subject});
    }
    store.add(pst::make_distribution_list(store.writer(), "Lists", lists)->front());
    store.end_folder();
    store.folder({.name = "Hidden items", .container_class = "IPF.Note"});
    for (int i = 0; i < 100; ++i) {
        pst::Message message = plain_message("Hidden " + std::to_string(i), "a view");
        message.message_class = "IPM.Microsoft.FolderDesign.NamedView";
        message.associated = true;
        message.properties.push_back({0x3001, "View " + std::to_string(i)});
        message.properties.push_back({0x7003, std::int32_t{1}});
        message.properties.push_back({0x6805, std::vector<std::int32_t>{1, 2}});
        store.add(message);
    }
    store.end_folder();
}

namespace {

void fill_number(WrittenStore& store, int count) {
    store.folder({.name = "Inbox", .role = pst::FolderRole::inbox});
    for (int i = 0; i < count; ++i)
        store.add(plain_message("Message " + std::to_string(i), filler_text(300, static_cast<std::uint32_t>(i))));
    store.end_folder();
}

}  // namespace

void fill_many(WrittenStore& store) { fill_number(store, 60'000); }

void fill_very_many(WrittenStore& store) { fill_number(store, 100'000); }

namespace {

// Each message brings 16 MiB.
void fill_megabytes(WrittenStore& store, int count) {
    store.folder({.name = "Inbox", .role = pst::FolderRole::inbox});
    for (int i = 0; i < count; ++i) {
        pst::Message message = plain_message("Message " + std::to_string(i), "16 MiB");
        message.attachments.push_back(file_attachment("big.bin", filler(16U << 20U, static_cast<std::uint32_t>(i))));
        store.add(message);
    }
    store.end_folder();
}

}  // namespace

void fill_two_gigabytes(WrittenStore& store) { fill_megabytes(store, 150); }

void fill_nearly_two_gigabytes(WrittenStore& store) { fill_megabytes(store, 106); }

}  // namespace restante::pst_tests
