// Check and dump of Exchange migration files: a whole set by its packing list, or one of its files.
// Source: docs/command-line.md, Check of migration files.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "service/check.h"
#include "service/dump.h"

namespace restante::service {

// The packing list in a directory; "" when it holds none, or several.
[[nodiscard]] std::string migration_set_in(const std::string& directory);

// The name of the format, with what is wrong in `findings`; nullptr: the file is none of a set. A packing list stands
// for its set. Errors: of the medium, and an unknown code page.
Result<const char*> check_migration_file(const std::string& path, const ByteSourcePointer& file, Findings& findings);

// False: the file is none of a set. Errors: of the medium.
Result<bool> dump_migration_file(const ByteSourcePointer& file, const DumpRequest& request, const LineSink& sink);

}  // namespace restante::service
