// Address books as contacts and distribution lists of the account. docs/targets/ews.md, Address books
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/address_book.h"
#include "model/mailbox.h"
#include "targets/contacts/book_losses.h"
#include "targets/ews/account.h"
#include "targets/ews/folder_places.h"
#include "targets/ews/item_text.h"
#include "targets/ews/uploader.h"

namespace restante::targets::ews {

class BookUpload {
public:
    // All outlive it.
    BookUpload(const model::Mailbox& mailbox, Account& account, FolderPlaces& places, Findings& findings)
        : mailbox_(mailbox),
          account_(account),
          places_(places),
          findings_(findings),
          losses_(findings),
          uploader_(account) {
        uploader_.keep_stored_ids();
    }

    // What the server refuses of them is a finding, not an error.
    Result<void> upload(const std::vector<model::AddressBook>& books);

private:
    Result<void> upload_book(const model::AddressBook& book);
    // Members first, so that the list can point at them.
    Result<void> upload_group(const model::AddressBook& book, const model::AddressEntry& group);
    std::vector<ListMember> members_of(const model::AddressBook& book, const model::AddressEntry& group);
    Result<void> deliver(const std::vector<Outgoing>& items);
    [[nodiscard]] std::string identity_of(const model::AddressBook& book, const model::AddressEntry& entry) const;

    const model::Mailbox& mailbox_;
    Account& account_;
    FolderPlaces& places_;
    Findings& findings_;
    contacts::BookLosses losses_;
    Uploader uploader_;
    // Of the book in hand, by the store's id.
    std::map<std::string, const model::AddressEntry*> entries_;
    std::set<std::string> begun_;
    std::size_t depth_ = 0;
};

}  // namespace restante::targets::ews
