// Which messages a set of migration files holds. Source: docs/targets/migration.md, Second runs.
#pragma once

#include <string>

#include "base/code_page.h"
#include "base/result.h"
#include "targets/stored_item.h"

namespace restante::targets::migration {

// The messages of the mailbox whose files have this stem: those that have a row in the primary file, which points to
// their text in the secondary one.
Result<void> read_set_back(const std::string& directory, const std::string& stem, const CodePage& page,
                           const StoredItemVisitor& visit);

}  // namespace restante::targets::migration
