// The folders of a message file and of a DOS user, by number.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "forge/plan.h"

namespace restante::forge {

using FolderPath = std::vector<std::string>;  // "Projects", "Customers"; UTF-8

// kStoreInbox ...; own folders are two trees of two levels.
[[nodiscard]] FolderPath store_folder_path(std::size_t record, std::size_t folder);
[[nodiscard]] FolderPath private_folder_path(std::size_t record, std::size_t folder);  // one level

}  // namespace restante::forge
