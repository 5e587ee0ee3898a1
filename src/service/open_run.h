// Opens a ledger that must be there: reading about a run must not make one.
#pragma once

#include <memory>
#include <string>

#include "ledger/ledger.h"
#include "service/exit_code.h"

namespace restante::service {

// 66: there is none, or it is no ledger; 69: the database does not answer.
Outcome<std::unique_ptr<ledger::Ledger>> open_existing_ledger(const std::string& place);

// The place without its password, for people.
[[nodiscard]] std::string shown_ledger(const std::string& place);

}  // namespace restante::service
