// Names in a directory.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace restante::targets::files {

// Sorted, without "." and "..". not_found, denied, io.
Result<std::vector<std::string>> list_directory(const std::string& path);

}  // namespace restante::targets::files
