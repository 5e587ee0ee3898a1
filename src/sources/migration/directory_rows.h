// Entries of a DIRECTORY section as accounts, contacts and groups. Source: docs/formats/migration.md, Directory.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/exchange/primary_file.h"
#include "model/directory.h"

namespace restante::sources::migration {

// Adds the entry to `directory`. bad_value: a class that nobody knows, or no name.
Result<void> add_directory_entry(const exchange::PrimarySection& section, const std::vector<exchange::RowField>& fields,
                                 model::Directory& directory);

}  // namespace restante::sources::migration
