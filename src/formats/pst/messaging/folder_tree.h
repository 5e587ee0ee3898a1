// The folders of a store while it is written, and their nodes at its end. Source: docs/formats/pst.md section 11;
// [MS-PST] 2.4.4.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/pst/ltp/table_context.h"
#include "formats/pst/messaging/empty_tables.h"
#include "formats/pst/messaging/store_context.h"
#include "formats/pst/property.h"

namespace restante::pst {

struct FolderRecord {
    Nid parent = 0;
    std::string name{}, comment{}, container_class{};
    Properties properties{};
    std::uint32_t items = 0, unread = 0;
    std::optional<ltp::StoredNode> contents{}, associated{};  // absent: empty
    bool has_children = false;
};

class FolderTree {
public:
    explicit FolderTree(StoreContext& context) : context_(context) {}

    void add(Nid nid, FolderRecord record);
    [[nodiscard]] FolderRecord* find(Nid nid);  // null when there is no such folder
    [[nodiscard]] std::size_t size() const { return folders_.size(); }
    [[nodiscard]] Nid next_nid() { return make_nid(NidType::folder, next_index_++); }

    // How many tables of each kind will be empty.
    void count_empty(EmptyTables& tables) const;
    // Property contexts, hierarchy tables and all nodes of all folders.
    Result<void> write(EmptyTables& tables);

private:
    void describe(Nid nid, const FolderRecord& folder, ltp::PropertySet& set) const;
    Result<void> write_folder(Nid nid, const FolderRecord& folder, const std::vector<Nid>& children,
                              EmptyTables& tables);
    Result<ltp::StoredNode> write_hierarchy(const std::vector<Nid>& children);

    StoreContext& context_;
    std::map<Nid, FolderRecord> folders_;
    std::uint32_t next_index_ = 0x404;  // 0x401 to 0x403: IPM subtree, search root, deleted items
};

}  // namespace restante::pst
