// Personal address books with their groups. Source: docs/formats/mmf-records.md "Address books".
#pragma once

#include <vector>

#include "model/address_book.h"
#include "sources/mmf/folder_tree.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// Entries in list order, then those that exist only as members of a group. Never fails; what cannot be read becomes
// findings. Groups may contain one another, even in circles.
std::vector<model::AddressBook> read_address_books(StoreContext& context, const std::vector<StoreAddressBook>& books);

}  // namespace restante::sources
