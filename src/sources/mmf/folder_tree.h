// The folders of one store and the messages each of them lists, also when parts of either are damaged.
// Source: docs/formats/mmf.md 10.2, docs/formats/mmf-records.md "Folder hierarchy".
#pragma once

#include <vector>

#include "formats/mmf/oid.h"
#include "model/folder.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

struct StoreFolder {
    model::Folder folder{};
    mmf::Oid oid{};                       // 0: made up for messages that stand in no folder
    std::vector<mmf::Oid> messages{};     // list order
    bool listed = false;                  // each message has an element in the folder's list, where its summary is
    std::string stored_name{};            // bytes of the last name of the path; "": it is made up
    std::vector<std::size_t> elements{};  // which; messages behind these have none
};

struct StoreAddressBook {
    mmf::Oid oid{};
    std::string name{};
};

struct FolderTree {
    std::vector<StoreFolder> folders{};  // visible hierarchy, hidden hierarchy, then what stands in neither
    std::vector<StoreAddressBook> books{};

    // Never fails; what is damaged or inconsistent becomes findings.
    static FolderTree read(StoreContext& context);
};

}  // namespace restante::sources
