// Which folder of the server each folder of the source goes into; makes what is missing, each once. Not thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/folder.h"
#include "targets/ews/account.h"
#include "targets/ews/folder_tree.h"

namespace restante::targets::ews {

struct FolderPlace {
    std::string id{};
    std::string shown{};   // "Inbox/Plans", for people
    bool made = false;     // by this call
    bool changed = false;  // its name is not what the source calls it
};

class FolderPlaces {
public:
    // The account is connected and outlives it.
    explicit FolderPlaces(Account& account) : account_(account) {}

    // Sees what is there.
    Result<void> start();
    // Errors are those of the server.
    Result<FolderPlace> place_of(const model::Folder& folder);
    // The folder for contacts of the account when `name` is "", else one below it.
    Result<FolderPlace> contacts(std::string_view name);

private:
    struct Level {
        std::string_view name;         // exact
        std::string_view identity_of;  // what its identity is made from
    };
    Result<FolderPlace> below(const FolderPlace& parent, const Level& level, FolderTree::Kind kind,
                              std::string_view comment);
    Result<FolderPlace> root();
    [[nodiscard]] FolderPlace place_of_role(const model::Folder& folder) const;
    Result<void> refresh();

    Account& account_;
    FolderTree tree_;
    std::map<std::string, FolderPlace> role_places_;  // name at the top of the source -> where it went
};

}  // namespace restante::targets::ews
