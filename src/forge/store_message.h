// A letter as a record of a message file.
#pragma once

#include "forge/letter.h"
#include "forge/office.h"
#include "formats/mmf/new_records.h"

namespace restante::forge {

[[nodiscard]] mmf::NewMessage store_message(const Office& office, const Letter& letter);
// The personal address book of an account, with a group.
[[nodiscard]] mmf::NewAddressBook store_address_book(const Office& office, std::size_t record);
// Who stands in it, in order, the group's members last; the group stands behind them.
[[nodiscard]] std::vector<Correspondent> address_book_people(const Plan& plan, std::size_t record);

}  // namespace restante::forge
