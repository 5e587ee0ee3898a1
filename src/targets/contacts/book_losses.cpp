#include "targets/contacts/book_losses.h"

#include <fmt/format.h>

#include "formats/mime/clean_text.h"
#include "targets/contacts/book_target.h"

namespace restante::targets::contacts {
namespace {

constexpr std::size_t kExamples = 5;

std::string item_of(const model::AddressBook& book, const model::AddressEntry& entry) {
    return fmt::format("{}/{}", book.name, entry.name);
}

}  // namespace

void BookLosses::missing_members(const model::AddressBook& book, const model::AddressEntry& group,
                                 const std::vector<std::string>& ids) {
    for (const std::string& id : ids)
        losses_.add(MessageId::contacts_member_missing, fmt::format("member {} of \"{}\"", id, group.name),
                    item_of(book, group));
}

void BookLosses::look_at(const model::AddressEntry& entry) {
    if (entry.group || !internet_address_of(entry).empty()) return;
    if (++unreachable_ > kExamples) return;
    if (!examples_.empty()) examples_ += ", ";
    examples_ += mime::one_line(entry.type.empty() ? name_of(entry) : stored_address_of(entry));
}

void BookLosses::empty_group(const model::AddressBook& book, const model::AddressEntry& group) {
    losses_.add(MessageId::contacts_empty_group, fmt::format("\"{}\"", group.name), item_of(book, group));
}

void BookLosses::report() {
    if (unreachable_ == 0) return;
    losses_.add(MessageId::contacts_no_internet_address,
                fmt::format("{}: {}{}", unreachable_, examples_, unreachable_ > kExamples ? ", ..." : ""));
}

}  // namespace restante::targets::contacts
