// Whether a directory can be made and written into, found out without touching the disk.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace restante::targets::files {

[[nodiscard]] bool is_directory(const std::string& path);

// What a directory holds but for the first temporary files of a run that was cut off. Errors of listing it.
Result<std::vector<std::string>> lasting_entries(const std::string& directory);

// `directory`, or the nearest one above it that is there, must be a directory one may write into. exists: something
// else is in the way; denied and others as system_error().
Result<void> check_directory_place(const std::string& directory);

}  // namespace restante::targets::files
