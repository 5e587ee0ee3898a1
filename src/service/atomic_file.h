// Small files of our own, such as reports.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace restante::service {

// Makes the directory, writes a temporary file beside `path` and renames it: readers see the old or the new content,
// never a part. denied, no_space, io.
Result<void> write_file_atomically(const std::string& path, std::string_view content);

}  // namespace restante::service
