// Where the folders of a mailbox stand in its store: roles in Outlook's places, names that do not collide.
// Source: docs/targets/pst.md section 5.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "model/folder.h"
#include "targets/pst/parted_store.h"

namespace restante::targets {

class FolderPlaces {
public:
    struct Place {
        PartedStore::FolderIndex folder = PartedStore::kTop;
        bool only_with_messages = false;  // a hidden folder: an empty one is not worth showing
    };

    // `top`: the folder of the mailbox, or kTop when the whole store is its own and Outlook's places are free for it.
    FolderPlaces(PartedStore& store, PartedStore::FolderIndex top, Findings& findings)
        : store_(store), top_(top), findings_(findings) {}

    Place place(const model::Folder& folder);
    // For what is no mail folder; the name gets a suffix when it is taken. `original`: what the source calls it.
    PartedStore::FolderIndex add(PartedStore::FolderIndex parent, const std::string& name,
                                 const std::string& container_class, const std::string& original);
    [[nodiscard]] PartedStore::FolderIndex top() const { return top_; }

private:
    using Path = std::vector<std::string>;

    PartedStore::FolderIndex parent_of(const Path& path, bool hidden);
    PartedStore::FolderIndex hidden_top();
    std::optional<Place> place_by_role(const model::Folder& folder);
    // The name, or with a number behind it when a sibling has it.
    std::string free_name(PartedStore::FolderIndex parent, const std::string& wanted);
    // Enters the folder with everything that its place does not say.
    PartedStore::FolderIndex define(PartedStore::FolderIndex parent, pst::FolderSpec spec, const model::Folder& folder);
    // Text that the code page cannot hold is kept as UTF-8, too; the characters are counted.
    void keep_text(PartedStore::FolderFacts& facts, std::string_view name, std::string_view text);

    PartedStore& store_;
    PartedStore::FolderIndex top_;
    Findings& findings_;
    std::map<std::pair<bool, Path>, PartedStore::FolderIndex> known_;   // hidden, path
    std::set<std::pair<PartedStore::FolderIndex, std::string>> taken_;  // parent, folded name
    std::set<model::FolderRole> roles_;
    std::optional<PartedStore::FolderIndex> hidden_top_;
    std::size_t characters_ = 0;  // of the folder being defined
};

}  // namespace restante::targets
