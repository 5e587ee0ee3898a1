// One address book entry as a vCard. Source: docs/targets/contacts.md, Field by field.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/vcard/vcard_writer.h"
#include "model/address_book.h"
#include "model/mailbox.h"

namespace restante::targets::contacts {

// What an entry needs to know of its book.
class BookContext {
public:
    BookContext(const model::Mailbox& mailbox, const model::AddressBook& book);

    [[nodiscard]] std::string uid_of(const model::AddressEntry& entry) const;  // "urn:uuid:..."
    [[nodiscard]] const model::AddressEntry* find(const std::string& id) const;
    // The names of the groups that list the entry, in the order of the book.
    [[nodiscard]] const std::vector<std::string>& groups_of(const std::string& id) const;

private:
    const model::Mailbox& mailbox_;
    const model::AddressBook& book_;
    std::map<std::string, const model::AddressEntry*, std::less<>> entries_;
    std::map<std::string, std::vector<std::string>, std::less<>> groups_;
};

// Appends the card. Returns the ids of members that are in no book.
std::vector<std::string> append_card(const model::AddressEntry& entry, const BookContext& context,
                                     vcard::Version version, std::string& into);

}  // namespace restante::targets::contacts
