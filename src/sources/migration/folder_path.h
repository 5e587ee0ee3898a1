// Folders of rows as folders of a mailbox. Source: docs/formats/migration.md, Messages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"

namespace restante::sources::migration {

constexpr std::size_t kDeepestFolder = 32;  // levels; further names belong to the last one
// Bytes of the folders of one mailbox (cost_of_path); further ones lie at the top. Of sets below 1 MiB
// kTimesFolderBytes times their size, at least kLeastFolderBytes.
constexpr std::uint64_t kMostFolderBytes = 4ULL * 1024 * 1024;
constexpr std::uint64_t kLeastFolderBytes = 1024 * 1024;
constexpr std::uint64_t kTimesFolderBytes = 4;
constexpr std::string_view kInbox = "Inbox";

// A folder without a name is the Inbox, whose name is written in any case.
[[nodiscard]] inline std::vector<std::string> folder_path_of(std::vector<std::string> path, bool public_folders) {
    if (path.empty()) path.emplace_back(public_folders ? "(no name)" : kInbox);
    for (std::size_t i = kDeepestFolder; i < path.size(); ++i) path[kDeepestFolder - 1] += "\\" + path[i];
    path.resize(std::min(path.size(), kDeepestFolder));
    if (!public_folders && equals_ignoring_ascii_case(path.front(), kInbox)) path.front() = kInbox;
    return path;
}

// Bytes that a folder and those above it take: each has all names of its path.
[[nodiscard]] inline std::uint64_t cost_of_path(const std::vector<std::string>& path) {
    std::uint64_t cost = 0;
    for (std::size_t i = 0; i < path.size(); ++i) cost += (path.size() - i) * (path[i].size() + sizeof(std::string));
    return cost;
}

[[nodiscard]] constexpr std::uint64_t most_folder_bytes(std::uint64_t set_bytes) {
    return std::clamp(kTimesFolderBytes * set_bytes, kLeastFolderBytes, kMostFolderBytes);
}

// All names as one.
[[nodiscard]] inline std::vector<std::string> whole_path(const std::vector<std::string>& path) {
    std::string name = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) name += "\\" + path[i];
    return {std::move(name)};
}

}  // namespace restante::sources::migration
