#include "sources/mmf/repaired_books.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/case_fold.h"
#include "formats/mmf/address_field.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "sources/mmf/shared_bodies.h"
#include "sources/mmf/standard_folders.h"

namespace restante::sources {
namespace {

constexpr const char* kBookComment = "44";  // what the client writes there

// The stored name in the bytes of the store; groups and books without one get a plain one.
std::string book_name(const StoreText& text, const std::string& name) {
    std::string bytes;
    text.page().encode(name, bytes);
    return bytes.empty() ? kStandardBookName : bytes.substr(0, mmf::kMaximumFolderName);
}

bool can_be_entry(const std::vector<mmf::ListElement>& attributes) {
    const auto fields = std::ranges::find(attributes, mmf::attribute::kBody, &mmf::ListElement::id);
    if (fields == attributes.end()) return false;
    const auto read = mmf::AddressFields::read_entry(fields->data, 0);
    return read && read->unreadable() == 0;
}

}  // namespace

std::vector<mmf::Oid> RepairedBooks::listed(mmf::Oid folder) const {
    std::vector<mmf::Oid> entries;
    auto object = context_->store->object(folder);
    const auto list = object ? mmf::ListReader::open_damaged(std::move(*object)) : fail(object.error());
    if (!list) return entries;
    for (const mmf::ListEntry& entry : list->entries())
        if (mmf::Oid{entry.id}.type() == mmf::type::kAddressEntry) entries.push_back(mmf::Oid{entry.id});
    return entries;
}

void RepairedBooks::add(std::vector<mmf::NewAddressBook>& books, std::size_t book, mmf::Oid oid, bool only_in_group) {
    if (places_.contains(oid)) return;
    const std::string item = fmt::format("{}/{}", books[book].name, oid.hex());
    auto attributes = entries_->attributes(oid, item);
    if (!attributes || !can_be_entry(*attributes)) {
        findings_->add(MessageId::repair_left_out, "an address book entry that cannot be read", item);
        return;
    }
    mmf::NewAddressEntry entry;
    entry.oid = oid;
    entry.only_in_group = only_in_group;
    const auto value = std::ranges::find(*attributes, mmf::attribute::kSummaryValue, &mmf::ListElement::id);
    if (value != attributes->end()) {
        const auto number = mmf::integer_value(value->id, value->data);
        const mmf::Oid folder{number ? *number : 0};
        attributes->erase(value);
        if (folder.type() == mmf::type::kGroupFolder && used_folders_.insert(folder).second) {
            entry.members.emplace();
            entry.group_folder = folder;
            groups_.emplace(oid, folder);
        }
    }
    entry.attributes = std::move(*attributes);
    places_.emplace(oid, Place{book, books[book].entries.size()});
    books[book].entries.push_back(std::move(entry));
}

void RepairedBooks::add_members(std::vector<mmf::NewAddressBook>& books, std::size_t book, std::size_t index) {
    const auto group = groups_.find(books[book].entries[index].oid);
    if (group == groups_.end()) return;
    std::set<std::size_t> seen;
    for (const mmf::Oid member : listed(group->second)) {
        add(books, book, member, true);
        const auto place = places_.find(member);
        if (place == places_.end() || place->second.book != book) {
            findings_->add(MessageId::repair_left_out, fmt::format("member {} of a group", member.hex()),
                           books[book].name);
            continue;
        }
        if (seen.insert(place->second.entry).second) books[book].entries[index].members->push_back(place->second.entry);
    }
}

std::vector<mmf::NewAddressBook> RepairedBooks::read(const std::vector<StoreAddressBook>& stored) {
    std::vector<mmf::NewAddressBook> books;
    std::set<std::string> names;
    for (const StoreAddressBook& one : stored) {
        mmf::NewAddressBook& book = books.emplace_back();
        book.oid = one.oid;
        book.comment = kBookComment;
        book.name = book_name(context_->text, one.name);
        const std::string first = book.name;
        for (unsigned number = 2; !names.insert(fold_case(context_->text.decoded(as_bytes(book.name)))).second;
             ++number)
            book.name = fmt::format("{} ({})", first.substr(0, mmf::kMaximumFolderName - 16), number);
        for (const mmf::Oid entry : listed(one.oid)) add(books, books.size() - 1, entry, false);
    }
    // Groups may hold entries that bring further groups.
    for (std::size_t book = 0; book < books.size(); ++book)
        for (std::size_t entry = 0; entry < books[book].entries.size(); ++entry) add_members(books, book, entry);
    const auto shared = bodies_of_copies(*context_->store);
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kAddressEntry || shared.contains(node.oid)) continue;
        if (places_.contains(node.oid) || !open_list(*context_->store, node.oid)) continue;
        if (books.empty()) books.emplace_back();
        add(books, 0, node.oid, false);
    }
    for (mmf::NewAddressBook& book : books) {
        std::set<std::string> groups;
        for (mmf::NewAddressEntry& entry : book.entries) {
            if (!entry.members) continue;
            const auto subject = std::ranges::find(entry.attributes, mmf::attribute::kSubject, &mmf::ListElement::id);
            std::string name = subject == entry.attributes.end() ? "" : std::string(as_text(until_nul(subject->data)));
            if (name.empty()) name = "Group";
            name = name.substr(0, mmf::kMaximumFolderName);
            const std::string first = name;
            for (unsigned number = 2; !groups.insert(fold_case(context_->text.decoded(as_bytes(name)))).second;
                 ++number)
                name = fmt::format("{} ({})", first.substr(0, mmf::kMaximumFolderName - 16), number);
            entry.group_folder_name = name;
        }
    }
    return books;
}

}  // namespace restante::sources
