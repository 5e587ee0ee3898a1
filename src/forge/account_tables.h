// ACCESS, ACCESS2 and ACCESS3, and the numbers accounts have in them.
#pragma once

#include "forge/office.h"

namespace restante::forge {

Result<void> write_access_files(const Office& office);
// The TID as the layout numbers them.
[[nodiscard]] std::uint32_t account_tid(const Office& office, std::size_t record);
[[nodiscard]] std::uint32_t last_tid(const Office& office);

}  // namespace restante::forge
