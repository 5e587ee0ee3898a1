// The address books of a damaged store as records of a new one. Source: docs/recovery.md "Repair".
#pragma once

#include <map>
#include <set>
#include <vector>

#include "formats/mmf/new_records.h"
#include "sources/mmf/folder_tree.h"
#include "sources/mmf/repaired_message.h"

namespace restante::sources {

class RepairedBooks {
public:
    // All outlive it.
    RepairedBooks(StoreContext& context, RepairedMessages& entries, Findings& findings)
        : context_(&context), entries_(&entries), findings_(&findings) {}

    // Entries that no list names go into the first book.
    std::vector<mmf::NewAddressBook> read(const std::vector<StoreAddressBook>& books);

private:
    struct Place {
        std::size_t book = 0, entry = 0;
    };
    // Nothing when the entry cannot be read; it may be in another book already.
    void add(std::vector<mmf::NewAddressBook>& books, std::size_t book, mmf::Oid entry, bool only_in_group);
    void add_members(std::vector<mmf::NewAddressBook>& books, std::size_t book, std::size_t entry);
    std::vector<mmf::Oid> listed(mmf::Oid folder) const;

    StoreContext* context_;
    RepairedMessages* entries_;
    Findings* findings_;
    std::map<mmf::Oid, Place> places_{};
    std::map<mmf::Oid, mmf::Oid> groups_{};  // entry -> folder of its members
    std::set<mmf::Oid> used_folders_{};
};

}  // namespace restante::sources
