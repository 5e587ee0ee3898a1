// Where each folder of a mailbox lies on the disk: assigned once, the same in every run.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/folder.h"
#include "targets/files/path_name.h"

namespace restante::targets::files {

// How one kind of target arranges folders.
struct PlaceStyle {
    ComponentName (*encode)(std::string_view name);
    std::string_view joint;                    // between parent and child: "/", ".mbox.sbd/", "."
    std::size_t longest;                       // bytes of a whole place; longer ones move to the top, shortened
    std::vector<std::string_view> reserved{};  // top-level places that folders must not get
};

struct FolderRecord {
    model::Folder folder{};
    std::string place{};     // "Projects/Alpha"; relative to the mailbox directory
    bool shortened = false;  // the name cannot be read back from the place
};

class FolderPlaces {
public:
    explicit FolderPlaces(PlaceStyle style);

    // What an earlier run assigned: wins over what would be assigned now.
    void restore(const std::vector<FolderRecord>& records);
    // The place of the folder, assigned on first sight. Hidden folders without a role lie below "Hidden".
    const std::string& place_of(const model::Folder& folder);
    // The same for a folder whose place the format dictates (the Inbox of a Maildir).
    void assign(const model::Folder& folder, std::string place);
    [[nodiscard]] bool was_shortened(const std::string& place) const { return shortened_.contains(place); }
    [[nodiscard]] const std::vector<FolderRecord>& records() const { return records_; }  // in order of assignment

private:
    const std::string& place_for(const std::string& key, const std::string& parent_place, std::string_view name);
    bool claim(const std::string& place);
    void record(const model::Folder& folder, const std::string& place);

    PlaceStyle style_;
    std::map<std::string, std::string> places_;  // key of the path -> place
    std::set<std::string> taken_;                // places as file systems without case see them
    std::set<std::string> shortened_;
    std::vector<FolderRecord> records_;
    std::set<std::string> recorded_;
};

}  // namespace restante::targets::files
