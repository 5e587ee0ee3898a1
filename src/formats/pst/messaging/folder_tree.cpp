#include "formats/pst/messaging/folder_tree.h"

#include <utility>

#include "formats/pst/ltp/property_context.h"

namespace restante::pst {
namespace {

// The spam search folder has a row like a folder, but tables of its own kind.
bool is_search_folder(Nid nid) { return nid_type(nid) == static_cast<std::uint32_t>(NidType::search_folder); }

}  // namespace

void FolderTree::add(Nid nid, FolderRecord record) {
    if (FolderRecord* parent = find(record.parent); parent != nullptr && record.parent != nid)
        parent->has_children = true;
    const bool had_children = folders_[nid].has_children;
    record.has_children = had_children;
    folders_[nid] = std::move(record);
}

FolderRecord* FolderTree::find(Nid nid) {
    const auto place = folders_.find(nid);
    return place == folders_.end() ? nullptr : &place->second;
}

void FolderTree::count_empty(EmptyTables& tables) const {
    for (const auto& [nid, folder] : folders_) {
        if (is_search_folder(nid)) continue;
        tables.hierarchy.announce(folder.has_children ? 0 : 1);
        tables.contents.announce(folder.contents ? 0 : 1);
        tables.associated.announce(folder.associated ? 0 : 1);
    }
}

void FolderTree::describe(Nid nid, const FolderRecord& folder, ltp::PropertySet& set) const {
    set.clear();
    set.add_all(folder.properties);
    set.add_text(0x3001, nid == folder.parent ? "" : folder.name);  // the root has no name
    if (!folder.comment.empty()) set.add_text(0x3004, folder.comment);
    set.add_fixed(0x3602, ltp::kInteger32, folder.items);
    set.add_fixed(0x3603, ltp::kInteger32, folder.unread);
    set.add_fixed(0x360A, ltp::kBoolean, folder.has_children ? 1 : 0);
    if (!folder.container_class.empty()) set.add_text(0x3613, folder.container_class);
    set.sort();
}

Result<ltp::StoredNode> FolderTree::write_hierarchy(const std::vector<Nid>& children) {
    ltp::TableContext table = TRY(ltp::TableContext::begin(context_.database, context_.schemas.hierarchy));
    ltp::PropertySet set(context_.codec);
    for (const Nid child : children) {
        describe(child, folders_.at(child), set);
        table.open_row(child);
        TRY_VOID(table.set_all(set));
        TRY_VOID(table.close_row());
    }
    return table.finish();
}

Result<void> FolderTree::write_folder(Nid nid, const FolderRecord& folder, const std::vector<Nid>& children,
                                      EmptyTables& tables) {
    ltp::PropertySet set(context_.codec);
    describe(nid, folder, set);
    const ltp::StoredNode properties = TRY(ltp::write_property_context(context_.database, set));
    context_.database.add_node({nid, folder.parent, properties.data, properties.subnodes});
    if (is_search_folder(nid)) return {};

    const auto add_table = [&](NidType type, const std::optional<ltp::StoredNode>& table,
                               EmptyTable& empty) -> Result<void> {
        const ltp::StoredNode node = table ? *table : ltp::StoredNode{TRY(empty.use()), 0, 0};
        context_.database.add_node({sibling_nid(nid, type), 0, node.data, node.subnodes});
        return {};
    };
    std::optional<ltp::StoredNode> hierarchy;
    if (!children.empty()) hierarchy = TRY(write_hierarchy(children));
    TRY_VOID(add_table(NidType::hierarchy_table, hierarchy, tables.hierarchy));
    TRY_VOID(add_table(NidType::contents_table, folder.contents, tables.contents));
    return add_table(NidType::associated_table, folder.associated, tables.associated);
}

Result<void> FolderTree::write(EmptyTables& tables) {
    std::map<Nid, std::vector<Nid>> children;  // sorted by id, as the row index demands
    for (const auto& [nid, folder] : folders_)
        if (folder.parent != nid) children[folder.parent].push_back(nid);
    for (const auto& [nid, folder] : folders_) TRY_VOID(write_folder(nid, folder, children[nid], tables));
    return {};
}

}  // namespace restante::pst
