// What folders are called in the column Folder, so that no two of them become one.
// Source: docs/targets/migration.md, Folders.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "model/folder.h"

namespace restante::targets::migration {

class FolderNames {
public:
    // `page` outlives this. Public folders have no place of their own for the Inbox and the like.
    FolderNames(const CodePage& page, bool public_folders) : page_(page), public_folders_(public_folders) {}

    // The names from the top, in characters that the code page has; the same for the same folder. Folders that are
    // missing above it are named, too.
    const std::vector<std::string>& path_of(const model::Folder& folder);

private:
    using Path = std::vector<std::string>;

    const Path& path_for(const Path& original, bool hidden);
    [[nodiscard]] std::string writable(std::string_view name) const;
    Path claim(Path parent, const std::string& wanted);

    const CodePage& page_;
    bool public_folders_;
    std::map<std::pair<bool, Path>, Path> known_;  // hidden, original path
    std::set<Path> taken_;                         // folded names
    std::map<Path, std::size_t> numbers_;          // the last one behind a folded name
};

}  // namespace restante::targets::migration
