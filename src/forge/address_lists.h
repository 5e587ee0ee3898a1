// Address lists and groups: ADMIN.NME and its shadow, GROUP, GRPMEM, GRP, MEM, personal lists; and the tables of other
// postoffices: NETWORK, XTN, NETPO, USR.
#pragma once

#include "forge/office.h"

namespace restante::forge {

Result<void> write_address_lists(const Office& office);
Result<void> write_external_tables(const Office& office);
// NME\<hexid>.NME and GRP\<hexid>.GRP; empty for who has none.
Result<void> write_personal_list(const Office& office, std::size_t record);

// Where an account's record begins in ACCESS2, and a listed external's in NETPO; in bytes.
[[nodiscard]] std::uint32_t access2_place(const Office& office, std::size_t record);
[[nodiscard]] std::uint32_t net_po_place(const Office& office, std::size_t postoffice, std::size_t user);

}  // namespace restante::forge
