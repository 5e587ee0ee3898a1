// The tables of the ledger, and how older ones become them. Source: docs/ledger.md "Tables".
#pragma once

#include <cstdint>

#include "ledger/database.h"

namespace restante::ledger {

// Brings an empty or older database up to the present schema, by one process at a time. unsupported: it is newer.
Result<void> bring_up_to_date(Database& database);

// The steps themselves, for the tests: version N is what the first N of them make.
[[nodiscard]] std::int64_t newest_version();
Result<void> apply_step(Database& database, std::int64_t version);

}  // namespace restante::ledger
