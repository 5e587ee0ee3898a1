// A set of Exchange migration files as a source: a mailbox for each owner. Source: docs/formats/migration.md.
#pragma once

#include <memory>
#include <string>

#include "sources/source.h"

namespace restante::sources::migration {

// `path` is the packing list. Errors of MigrationSet::open().
Result<std::unique_ptr<Source>> open_migration_source(const std::string& path, const ReadOptions& options);

}  // namespace restante::sources::migration
