// Folders of rows as folders of a mailbox. Source: docs/formats/migration.md, Messages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"

namespace restante::sources::migration {

constexpr std::size_t kDeepestFolder = 32;  // levels; further names belong to the last one
constexpr std::string_view kInbox = "Inbox";

// A folder without a name is the Inbox, whose name is written in any case.
[[nodiscard]] inline std::vector<std::string> folder_path_of(std::vector<std::string> path, bool public_folders) {
    if (path.empty()) path.emplace_back(public_folders ? "(no name)" : kInbox);
    for (std::size_t i = kDeepestFolder; i < path.size(); ++i) path[kDeepestFolder - 1] += "\\" + path[i];
    path.resize(std::min(path.size(), kDeepestFolder));
    if (!public_folders && equals_ignoring_ascii_case(path.front(), kInbox)) path.front() = kInbox;
    return path;
}

}  // namespace restante::sources::migration
