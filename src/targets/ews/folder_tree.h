// The folders of one mailbox at the server, as far as they are known: which one a folder of the source becomes, and
// under which name it is to be made. docs/targets/ews.md, Folder names
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "targets/ews/ews_response.h"

namespace restante::targets::ews {

struct FolderName {
    std::string text{};    // as it is shown
    bool changed = false;  // not what the source calls it
};

// Any name as the server can hold it: controls are %HH, blanks at the ends go, long ones are cut.
[[nodiscard]] FolderName folder_name(std::string_view name);

// What tells a folder from its neighbours, whatever it is called: hex digits over its exact name in the source.
[[nodiscard]] std::string folder_identity(std::string_view name);

class FolderTree {
public:
    // Of which kind a folder is: mail goes into mail folders, people into those for contacts.
    enum class Kind : std::uint8_t { mail, contacts };

    void set(std::vector<FolderEntry> folders);
    void add(FolderEntry folder);
    // Nobody else may take it: the server's own, whatever it is called.
    void reserve(const std::string& id) { taken_.insert(id); }

    // The folder below `parent` that an earlier run made for `identity`, or one of that name that nothing else went
    // into; it then belongs to `identity` for the rest of this run. "" when there is none.
    std::string claim(const std::string& parent, const std::string& identity, std::string_view shown, Kind kind);
    // `shown`, or "shown (2)" and so on when another folder below `parent` is called like that, case aside.
    [[nodiscard]] std::string free_name(const std::string& parent, const std::string& shown) const;

private:
    struct Child {
        FolderEntry entry{};
        std::string folded{};  // name
    };

    std::map<std::string, std::vector<Child>> children_;                  // by parent
    std::map<std::pair<std::string, std::string>, std::string> claimed_;  // parent, identity -> id
    std::set<std::string> taken_;
};

}  // namespace restante::targets::ews
