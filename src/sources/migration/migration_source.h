// A set of Exchange migration files as a source: a mailbox for each owner. Source: docs/formats/migration.md.
#pragma once

#include <memory>
#include <string>

#include "sources/migration/migration_set.h"
#include "sources/source.h"

namespace restante::sources::migration {

// `path` is the packing list. Errors of MigrationSet::open().
Result<std::unique_ptr<Source>> open_migration_source(const std::string& path, const ReadOptions& options);

// From files that lie somewhere else than in a directory.
Result<std::unique_ptr<Source>> open_migration_source(SetPlace place, const ReadOptions& options);

// What is left of a set: `path` is a directory, or one of its files, whose other pieces the options may name. To be
// used with options that say to dig. bad_magic: there is nothing of a set; not_found, denied, io.
Result<std::unique_ptr<Source>> open_damaged_set(const std::string& path, const ReadOptions& options);

}  // namespace restante::sources::migration
