// A file from front to back, without having all of it in memory.
#pragma once

#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::targets::files {

// Calls `consume` with each piece until it gives an error. not_found when there is no such file; denied, io.
Result<void> for_each_piece_of_file(const std::string& path, const std::function<Result<void>(Bytes)>& consume);

}  // namespace restante::targets::files
