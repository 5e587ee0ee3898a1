// Does a set of migration files obey the rules of its format? Source: docs/formats/migration.md, The check.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"

namespace restante::sources::migration {

// Of a whole set; `path` is its packing list. Findings name the file and, of rows, the line: "SET.PRI/12". Errors:
// those of MigrationSet::open().
Result<void> check_set(const std::string& path, Findings& findings);

// Of a primary file alone: its sections and rows, in that code page. Errors: of the medium, too_large.
Result<void> check_primary(const ByteSource& file, int code_page, Findings& findings);

// Of a secondary file alone: that every length leads to the next header row. Errors: of the medium.
Result<void> check_secondary(const ByteSource& file, Findings& findings);

}  // namespace restante::sources::migration
