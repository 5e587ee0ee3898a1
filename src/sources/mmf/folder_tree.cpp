#include "sources/mmf/folder_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "sources/mmf/standard_folders.h"

namespace restante::sources {
namespace {

bool is_message_folder(mmf::Oid oid) {
    return oid.type() == mmf::type::kFolder || oid.type() == mmf::type::kHiddenFolder;
}

// What a hierarchy lists besides folders of messages.
bool is_no_folder(mmf::Oid oid) {
    return oid.type() == mmf::type::kAddressBook || oid.type() == mmf::type::kGroupFolder ||
           oid.type() == mmf::type::kFinderResult || oid.type() == mmf::type::kFinder;
}

class TreeReader {
public:
    explicit TreeReader(StoreContext& context) : context_(&context) {}

    FolderTree read() {
        const bool visible = read_hierarchy(mmf::kVisibleHierarchy, false);
        const std::size_t visible_end = tree_.folders.size();
        const bool hidden = read_hierarchy(mmf::kHiddenHierarchy, true);
        add_unlisted_folders(visible, hidden, visible_end);
        add_unlisted_books(hidden);
        for (StoreFolder& folder : tree_.folders) read_list(folder);
        for (StoreFolder& folder : tree_.folders)
            if (!folder.listed) list_by_parent(folder);
        add_orphans();
        return std::move(tree_);
    }

private:
    // An open branch of the hierarchy: later entries of higher level are below it.
    struct Level {
        std::uint16_t level;
        std::vector<std::string> path;  // empty: no folder of messages
    };

    bool read_hierarchy(mmf::Oid hierarchy, bool hidden);
    void read_entry(mmf::ListReader& list, const mmf::ListEntry& entry, bool hidden, std::vector<Level>& open);
    std::string folder_name(mmf::Oid oid);
    void add_unlisted_folders(bool visible, bool hidden, std::size_t visible_end);
    void add_unlisted_books(bool hidden);
    void read_list(StoreFolder& folder);
    void list_by_parent(StoreFolder& folder);
    void add_orphans();

    StoreContext* context_;
    FolderTree tree_;
    std::unordered_set<mmf::Oid> known_;   // folders and books
    std::unordered_set<mmf::Oid> placed_;  // messages
    unsigned unnamed_ = 0;
};

bool TreeReader::read_hierarchy(mmf::Oid hierarchy, bool hidden) {
    const char* const which = hidden ? "the list of hidden folders" : "the list of folders";
    auto list = open_list(*context_->store, hierarchy);
    if (!list) {
        context_->findings.add(MessageId::mmf_hierarchy_lost, fmt::format("{}: {}", which, list.error().what), {},
                               list.error().offset);
        return false;
    }
    std::vector<Level> open;
    for (const mmf::ListEntry& entry : std::vector(list->entries())) read_entry(*list, entry, hidden, open);
    return true;
}

void TreeReader::read_entry(mmf::ListReader& list, const mmf::ListEntry& entry, bool hidden, std::vector<Level>& open) {
    const mmf::Oid oid{entry.id};
    const auto element = list.element(entry);
    auto stored = element ? mmf::read_hierarchy_entry(*element, list.file_offset(entry)) : fail(element.error());
    if (!stored) {
        if (!is_message_folder(oid)) return;
        if (!known_.insert(oid).second) return;
        const std::string name = folder_name(oid);
        context_->findings.add(MessageId::mmf_hierarchy_entry_lost, stored.error().what, name, stored.error().offset);
        tree_.folders.push_back({{{name}, standard_role(oid), hidden, {}, false}, oid, {}, false});
        open.assign(1, {1, {name}});
        return;
    }
    while (!open.empty() && open.back().level >= stored->level) open.pop_back();
    if (!known_.insert(oid).second) return;
    std::string name = context_->text.whole(as_bytes(stored->name));
    if (oid.type() == mmf::type::kAddressBook) tree_.books.push_back({oid, name});
    if (is_no_folder(oid)) {
        open.push_back({stored->level, {}});
        return;
    }
    if (name.empty()) {
        name = folder_name(oid);
        context_->findings.add(MessageId::mmf_hierarchy_entry_lost, "the folder has an empty name", name,
                               list.file_offset(entry));
    }
    std::vector<std::string> path = open.empty() ? std::vector<std::string>{} : open.back().path;
    path.push_back(std::move(name));
    model::Folder folder{path, standard_role(oid), hidden, context_->text.whole(as_bytes(stored->comment)), false};
    context_->text.report(context_->findings, model::display_path(folder));
    tree_.folders.push_back({std::move(folder), oid, {}, false});
    open.push_back({stored->level, std::move(path)});
}

std::string TreeReader::folder_name(mmf::Oid oid) {
    const std::string standard = standard_folder_name(oid);
    return standard.empty() ? fmt::format("Folder {}", ++unnamed_) : standard;
}

// Folders that the map knows and no hierarchy does.
void TreeReader::add_unlisted_folders(bool visible, bool hidden, std::size_t visible_end) {
    std::vector<StoreFolder> found_visible;
    for (const mmf::Node& node : context_->store->nodes()) {
        if (!is_message_folder(node.oid) || node.is(mmf::flag::kHiddenBody) || known_.contains(node.oid)) continue;
        const bool belongs_hidden = node.parent == mmf::kHiddenHierarchy || node.oid.type() == mmf::type::kHiddenFolder;
        const bool expected = belongs_hidden ? !hidden : !visible;  // its hierarchy is lost
        known_.insert(node.oid);
        const std::string name = folder_name(node.oid);
        StoreFolder folder{{{name}, standard_role(node.oid), belongs_hidden, {}, !expected}, node.oid, {}, false};
        if (!expected)
            context_->findings.add(MessageId::mmf_orphan_folder,
                                   fmt::format("folder {} stands in no list of folders", node.oid.hex()), name);
        if (belongs_hidden || !expected)
            tree_.folders.push_back(std::move(folder));
        else
            found_visible.push_back(std::move(folder));
    }
    std::ranges::stable_partition(found_visible, [](const StoreFolder& one) {
        return one.folder.role != model::FolderRole::none;  // those that have kept their names
    });
    tree_.folders.insert(tree_.folders.begin() + static_cast<std::ptrdiff_t>(visible_end),
                         std::make_move_iterator(found_visible.begin()), std::make_move_iterator(found_visible.end()));
}

void TreeReader::add_unlisted_books(bool hidden) {
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kAddressBook || node.is(mmf::flag::kHiddenBody)) continue;
        if (!known_.insert(node.oid).second) continue;
        const bool standard = node.oid == mmf::kStandardAddressBook;
        const std::string name = standard ? kStandardBookName : fmt::format("Address book {}", tree_.books.size() + 1);
        tree_.books.push_back({node.oid, name});
        if (hidden)
            context_->findings.add(MessageId::mmf_orphan_address_book,
                                   fmt::format("address book {} stands in no list of folders", node.oid.hex()), name);
    }
}

void TreeReader::read_list(StoreFolder& folder) {
    auto list = open_list(*context_->store, folder.oid);
    if (!list) {
        context_->findings.add(MessageId::mmf_folder_list_lost, list.error().what, model::display_path(folder.folder),
                               list.error().offset);
        return;
    }
    folder.listed = true;
    folder.messages.reserve(list->entries().size());
    for (const mmf::ListEntry& entry : list->entries()) {
        const mmf::Oid oid{entry.id};
        if (!placed_.insert(oid).second)
            context_->findings.add(MessageId::mmf_message_twice,
                                   fmt::format("message {} stands in several places", oid.hex()),
                                   fmt::format("{}/{}", model::display_path(folder.folder), folder.messages.size()),
                                   list->file_offset(entry));
        folder.messages.push_back(oid);
    }
}

void TreeReader::list_by_parent(StoreFolder& folder) {
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || node.is(mmf::flag::kHiddenBody)) continue;
        if (node.parent != folder.oid || !placed_.insert(node.oid).second) continue;
        folder.messages.push_back(node.oid);
    }
}

void TreeReader::add_orphans() {
    StoreFolder recovered;
    recovered.folder.path = {kRecoveredFolderName};
    recovered.folder.recovered = true;
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || node.is(mmf::flag::kHiddenBody)) continue;
        if (placed_.contains(node.oid)) continue;
        context_->findings.add(MessageId::mmf_orphan_message,
                               fmt::format("message {} stands in no folder", node.oid.hex()),
                               fmt::format("{}/{}", kRecoveredFolderName, recovered.messages.size()));
        recovered.messages.push_back(node.oid);
    }
    if (!recovered.messages.empty()) tree_.folders.push_back(std::move(recovered));
}

}  // namespace

FolderTree FolderTree::read(StoreContext& context) { return TreeReader(context).read(); }

}  // namespace restante::sources
