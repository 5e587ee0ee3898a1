#include "targets/migration/book_rows.h"

#include <fmt/format.h>

#include <utility>

#include "targets/contacts/book_losses.h"
#include "targets/contacts/book_target.h"

namespace restante::targets::migration {
namespace {

// Whom only a name is known of.
constexpr const char* kNameOnlyType = "USER";

exchange::TypedAddress address_of_entry(const model::AddressEntry& entry) {
    if (!entry.internet.empty()) return {"SMTP", entry.internet};
    if (!entry.type.empty() && !entry.address.empty()) return {entry.type, entry.address};
    return {kNameOnlyType, " " + contacts::name_of(entry)};
}

}  // namespace

BookRows::BookRows(const std::vector<model::AddressBook>& books, Findings& losses) : losses_(losses) {
    for (const model::AddressBook& book : books)
        for (const model::AddressEntry& entry : book.entries) entries_.emplace(entry.id, &entry);
}

exchange::AddressBookRow BookRows::row_of(const model::AddressBook& book, const model::AddressEntry& entry) {
    const auto count = [this](bool there, const char* what) {
        if (there) ++details_[what];
    };
    count(!entry.transmittable_name.empty(), "names as they are sent");
    count(entry.only_in_group, "that an entry exists in a group only");
    count(entry.group && !entry.address.empty(), "addresses of groups");
    count(!entry.group && !entry.internet.empty() && !entry.address.empty(),
          "old addresses in whose place an Internet address stands");
    exchange::AddressBookRow row;
    row.group = entry.group;
    row.name = contacts::name_of(entry);
    row.note = entry.comment;
    if (!entry.group) {
        row.address = address_of_entry(entry);
        return row;
    }
    std::vector<std::string> missing;
    for (const std::string& id : entry.members) {
        const auto member = entries_.find(id);
        if (member == entries_.end())
            missing.push_back(id);
        else
            row.members.push_back(address_of_entry(*member->second));
    }
    contacts::BookLosses(losses_).missing_members(book, entry, missing);
    return row;
}

void BookRows::report() {
    std::string text;
    for (const auto& [what, number] : std::exchange(details_, {}))
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", what, number);
    if (!text.empty()) losses_.add(MessageId::migration_book_details_lost, text);
}

}  // namespace restante::targets::migration
