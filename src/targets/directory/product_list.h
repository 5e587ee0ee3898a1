// restante-directory.json: which files of a directory the target "directory:" made.
// Source: docs/targets/directory.md, Second runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::targets::directory {

constexpr std::string_view kProductListName = "restante-directory.json";

// Names of files in `directory`; empty when there is no list, or none that can be read.
[[nodiscard]] std::vector<std::string> read_product_list(const std::string& directory);
Result<void> write_product_list(const std::string& directory, const std::vector<std::string>& files);

}  // namespace restante::targets::directory
