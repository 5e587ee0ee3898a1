// Writes address books: one Contacts folder for the standard book, a folder below it for each other one.
// Source: docs/targets/pst.md section 10.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/address_book.h"
#include "targets/pst/contact_mapping.h"
#include "targets/pst/folder_places.h"
#include "targets/pst/parted_store.h"

namespace restante::targets {

class ContactFolders {
public:
    using Map = std::function<Result<pst::Message>(pst::Writer& writer, ItemLosses& losses)>;
    // Delivers one item to the open folder; `item` names it in findings.
    using Deliver =
        std::function<Result<PartedStore::Added>(const Map& map, const std::string& item, const std::string& item_id)>;
    using Context = std::function<MappingContext(pst::Writer& writer)>;

    ContactFolders(PartedStore& store, FolderPlaces& places, Findings& findings, std::string mailbox, Context context,
                   Deliver deliver)
        : store_(store),
          places_(places),
          findings_(findings),
          mailbox_(std::move(mailbox)),
          context_(std::move(context)),
          deliver_(std::move(deliver)) {}

    Result<void> write(const std::vector<model::AddressBook>& books);

private:
    struct Written {
        std::size_t part = 0;
        pst::Nid nid = 0;
    };

    Result<void> write_book(const model::AddressBook& book, PartedStore::FolderIndex folder);
    // Members first, so that the list can point at them; a group that contains itself is named there only.
    Result<void> write_group(const model::AddressBook& book, const model::AddressEntry& group);
    [[nodiscard]] std::vector<GroupMember> members_of(const model::AddressEntry& group) const;
    [[nodiscard]] std::string item_of(const model::AddressBook& book, const model::AddressEntry& entry) const;
    [[nodiscard]] std::string identity_of(const model::AddressBook& book, const model::AddressEntry& entry) const;

    PartedStore& store_;
    FolderPlaces& places_;
    Findings& findings_;
    std::string mailbox_;
    Context context_;
    Deliver deliver_;
    // Of the book in hand, by the store's id.
    std::map<std::string, const model::AddressEntry*> entries_;
    std::map<std::string, Written> written_;
    std::size_t depth_ = 0;
    std::set<std::string> begun_;
};

}  // namespace restante::targets
