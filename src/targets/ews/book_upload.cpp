#include "targets/ews/book_upload.h"

#include <fmt/format.h>

#include "targets/contacts/book_target.h"

namespace restante::targets::ews {
namespace {

constexpr std::size_t kTogether = 20;     // items a request
constexpr std::size_t kMaxNesting = 100;  // groups within groups; deeper ones are made in the order of the book

}  // namespace

std::string BookUpload::identity_of(const model::AddressBook& book, const model::AddressEntry& entry) const {
    return contacts::entry_identity(mailbox_, book, entry).substr(0, 32);
}

Result<void> BookUpload::upload(const std::vector<model::AddressBook>& books) {
    for (const model::AddressBook& book : books) TRY_VOID(upload_book(book));
    losses_.report();
    return {};
}

Result<void> BookUpload::upload_book(const model::AddressBook& book) {
    const FolderPlace place = TRY(places_.contacts(book.standard ? std::string_view() : std::string_view(book.name)));
    TRY_VOID(uploader_.begin_folder(place.id, place.shown));
    entries_.clear();
    begun_.clear();
    std::vector<Outgoing> waiting;
    for (const model::AddressEntry& entry : book.entries) {
        entries_.emplace(entry.id, &entry);
        losses_.look_at(entry);
        const std::string identity = identity_of(book, entry);
        if (entry.group || uploader_.holds(identity)) continue;
        Outgoing& item = waiting.emplace_back();
        item.item = fmt::format("{}/{}", book.name, entry.name);
        item.item_id = identity;
        item.start = contact_item(entry, {identity, book.name});
        if (waiting.size() < kTogether) continue;
        TRY_VOID(deliver(waiting));
        waiting.clear();
    }
    TRY_VOID(deliver(waiting));
    for (const model::AddressEntry& entry : book.entries)
        if (entry.group) TRY_VOID(upload_group(book, entry));
    return {};
}

Result<void> BookUpload::upload_group(const model::AddressBook& book, const model::AddressEntry& group) {
    if (!begun_.insert(group.id).second) return {};
    ++depth_;
    for (const std::string& id : group.members) {
        const auto member = entries_.find(id);
        if (member != entries_.end() && member->second->group && depth_ < kMaxNesting)
            TRY_VOID(upload_group(book, *member->second));
    }
    --depth_;
    Outgoing item;
    item.item = fmt::format("{}/{}", book.name, group.name);
    item.item_id = identity_of(book, group);
    const std::vector<ListMember> members = members_of(book, group);
    if (uploader_.holds(item.item_id)) return {};
    if (account_.makes_lists()) {
        item.start = list_item(group, members, {item.item_id, book.name});
    } else {
        item.start = list_as_contact(group, members, {item.item_id, book.name});
        findings_.add(MessageId::ews_group_as_contact, fmt::format("\"{}\", {} members", group.name, members.size()),
                      item.item);
    }
    return deliver({item});
}

std::vector<ListMember> BookUpload::members_of(const model::AddressBook& book, const model::AddressEntry& group) {
    std::vector<ListMember> members;
    std::vector<std::string> missing;
    for (const std::string& id : group.members) {
        const auto member = entries_.find(id);
        if (member == entries_.end()) {
            missing.push_back(id);
            continue;
        }
        members.push_back({member->second, uploader_.stored_id(identity_of(book, *member->second))});
    }
    losses_.missing_members(book, group, missing);
    return members;
}

Result<void> BookUpload::deliver(const std::vector<Outgoing>& items) {
    Result<void> result;
    uploader_.deliver(items, [&](const Outgoing& item, Result<Delivery> outcome) {
        if (outcome) return;
        if (outcome.error().code == Errc::rejected)
            findings_.add(MessageId::ews_entry_refused, outcome.error().what, item.item);
        else
            result = fail(std::move(outcome.error()));
    });
    return result;
}

}  // namespace restante::targets::ews
