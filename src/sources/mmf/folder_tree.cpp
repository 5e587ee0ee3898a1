#include "sources/mmf/folder_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/list_salvage.h"
#include "sources/mmf/damaged_summary.h"
#include "sources/mmf/shared_bodies.h"
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

struct StoredEntry {
    mmf::HierarchyEntry entry{};
    std::string damage{};  // "" when the entry is sound
};

// As stored; else at the place its neighbours leave for it; else what is left of it.
Result<StoredEntry> read_stored_entry(mmf::ListReader& list, std::size_t index) {
    const mmf::ListEntry entry = list.entries()[index];
    const std::uint64_t offset = list.file_offset(entry);
    const auto read_at = [&list](const mmf::ListEntry& place) -> Result<mmf::HierarchyEntry> {
        const Bytes element = TRY(list.element(place));
        return mmf::read_hierarchy_entry(element, list.file_offset(place));
    };
    StoredEntry stored;
    auto read = read_at(entry);
    if (!read) {
        stored.damage = read.error().what;
        const Error error = std::move(read.error());
        const auto place = mmf::place_between_neighbours(list, index);
        if (place) read = read_at(*place);
        if (!read || read->name.empty()) {
            const auto element = list.element(entry);
            read = element ? mmf::salvage_hierarchy_entry(*element, offset) : fail(error);
        }
        if (!read) return fail(error);
    }
    stored.entry = std::move(*read);
    if (stored.entry.level == 0 || stored.entry.level > mmf::kMaximumLevel) {
        stored.damage = fmt::format("its level is {}", stored.entry.level);
        stored.entry.level = 1;
    }
    return stored;
}

MessageId finding_for(const mmf::Salvaged& salvaged) {
    switch (salvaged.by) {
        case mmf::FoundBy::free_space:
            return MessageId::mmf_deleted_recovered;
        case mmf::FoundBy::raw_block:
            return MessageId::recover_orphan_message;
        case mmf::FoundBy::older_version:
            return MessageId::recover_confidence_low;
        case mmf::FoundBy::fragment:
        case mmf::FoundBy::cut_block:
            break;
    }
    return MessageId::recover_fragment;
}

class TreeReader {
public:
    explicit TreeReader(StoreContext& context) : context_(&context), shared_(bodies_of_copies(*context.store)) {}

    FolderTree read() {
        const bool visible = read_hierarchy(mmf::kVisibleHierarchy, false);
        const std::size_t visible_end = tree_.folders.size();
        const bool hidden = read_hierarchy(mmf::kHiddenHierarchy, true);
        add_unlisted_folders(visible, hidden, visible_end);
        add_unlisted_books(hidden);
        for (std::size_t folder = 0; folder < tree_.folders.size(); ++folder)
            if (!read_list(tree_.folders[folder])) incomplete_.push_back(folder);
        for (const std::size_t folder : incomplete_) list_by_parent(tree_.folders[folder]);
        add_deleted();
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
    void read_entry(mmf::ListReader& list, std::size_t index, bool hidden, std::vector<Level>& open);
    // `name`, or with a number when another folder below `above` has it.
    std::string free_name(const std::vector<std::string>& above, const std::string& name);
    std::string made_up_name(mmf::Oid oid);
    void add_unlisted_folders(bool visible, bool hidden, std::size_t visible_end);
    void add_unlisted_books(bool hidden);
    bool read_list(StoreFolder& folder);  // false: more messages may belong to it
    void list_by_parent(StoreFolder& folder);
    void add_deleted();
    void add_orphans();

    StoreContext* context_;
    std::unordered_set<mmf::Oid> shared_;  // bodies of copies: delivered through these
    FolderTree tree_;
    std::vector<std::size_t> incomplete_;              // folders whose list is lost or cut
    std::unordered_map<std::string, unsigned> names_;  // paths in use, and the last number given to one
    std::unordered_set<mmf::Oid> known_;               // folders and books
    std::unordered_set<mmf::Oid> placed_;              // messages
    unsigned unnamed_ = 0;
};

bool TreeReader::read_hierarchy(mmf::Oid hierarchy, bool hidden) {
    const char* const which = hidden ? "the list of hidden folders" : "the list of folders";
    auto list = open_list(*context_->store, hierarchy);
    if (!list) {
        context_->findings.add(MessageId::mmf_hierarchy_lost, fmt::format("{}: {}", which, list.error().what), {},
                               list.error().offset);
        list = open_damaged_list(*context_, hierarchy, {});
        if (!list) return false;
    }
    std::vector<Level> open;
    for (std::size_t index = 0; index < list->entries().size(); ++index) read_entry(*list, index, hidden, open);
    return list->missing() == 0;
}

void TreeReader::read_entry(mmf::ListReader& list, std::size_t index, bool hidden, std::vector<Level>& open) {
    const mmf::ListEntry entry = list.entries()[index];
    const mmf::Oid oid{entry.id};
    const auto stored = read_stored_entry(list, index);
    if (!stored) {
        if (!is_message_folder(oid)) return;
        if (!known_.insert(oid).second) return;
        const std::string name = made_up_name(oid);
        context_->findings.add(MessageId::mmf_hierarchy_entry_lost, stored.error().what, name, stored.error().offset);
        tree_.folders.push_back({{{name}, standard_role(oid), hidden, {}, false}, oid, {}, false});
        open.assign(1, {1, {name}});
        return;
    }
    while (!open.empty() && open.back().level >= stored->entry.level) open.pop_back();
    if (!known_.insert(oid).second) return;
    std::string name = context_->text.whole(as_bytes(stored->entry.name));
    if (oid.type() == mmf::type::kAddressBook) tree_.books.push_back({oid, name});
    if (is_no_folder(oid)) {
        open.push_back({stored->entry.level, {}});
        return;
    }
    const std::vector<std::string> above = open.empty() ? std::vector<std::string>{} : open.back().path;
    const bool unnamed = name.empty();
    std::string wanted = unnamed ? made_up_name(oid) : name;
    name = unnamed ? wanted : free_name(above, wanted);
    std::vector<std::string> path = above;
    path.push_back(name);
    model::Folder folder{path, standard_role(oid), hidden, context_->text.whole(as_bytes(stored->entry.comment)),
                         false};
    const std::string item = model::display_path(folder);
    if (unnamed)
        context_->findings.add(MessageId::mmf_hierarchy_entry_lost, "the folder has an empty name", item,
                               list.file_offset(entry));
    if (name != wanted)
        context_->findings.add(MessageId::mmf_folder_renamed, "its name is " + wanted, item, list.file_offset(entry));
    if (!stored->damage.empty())
        context_->findings.add(MessageId::mmf_hierarchy_entry_salvaged, stored->damage, item, list.file_offset(entry));
    context_->text.report(context_->findings, item);
    StoreFolder& added = tree_.folders.emplace_back();
    added.folder = std::move(folder);
    added.oid = oid;
    if (!unnamed) added.stored_name = stored->entry.name;
    open.push_back({stored->entry.level, std::move(path)});
}

std::string TreeReader::free_name(const std::vector<std::string>& above, const std::string& name) {
    std::string key;
    for (const std::string& one : above) key += one + '\0';
    key += name;
    const auto [used, is_new] = names_.try_emplace(key, 1);
    if (is_new) return name;
    for (;;) {
        const std::string suffix = fmt::format(" ({})", ++used->second);
        if (!names_.contains(key + suffix)) {
            names_.emplace(key + suffix, 1);
            return name + suffix;
        }
    }
}

std::string TreeReader::made_up_name(mmf::Oid oid) {
    const std::string standard = standard_folder_name(oid);
    return free_name({}, standard.empty() ? fmt::format("Folder {}", ++unnamed_) : standard);
}

// Folders that the map knows and no hierarchy does.
void TreeReader::add_unlisted_folders(bool visible, bool hidden, std::size_t visible_end) {
    std::vector<StoreFolder> found_visible;
    for (const mmf::Node& node : context_->store->nodes()) {
        if (!is_message_folder(node.oid) || shared_.contains(node.oid) || known_.contains(node.oid)) continue;
        const bool belongs_hidden = node.parent == mmf::kHiddenHierarchy || node.oid.type() == mmf::type::kHiddenFolder;
        const bool expected = belongs_hidden ? !hidden : !visible;  // its hierarchy is lost
        known_.insert(node.oid);
        const std::string name = made_up_name(node.oid);
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
        if (node.oid.type() != mmf::type::kAddressBook || shared_.contains(node.oid)) continue;
        if (!known_.insert(node.oid).second) continue;
        const bool standard = node.oid == mmf::kStandardAddressBook;
        const std::string name = standard ? kStandardBookName : fmt::format("Address book {}", tree_.books.size() + 1);
        tree_.books.push_back({node.oid, name});
        if (hidden)
            context_->findings.add(MessageId::mmf_orphan_address_book,
                                   fmt::format("address book {} stands in no list of folders", node.oid.hex()), name);
    }
}

bool TreeReader::read_list(StoreFolder& folder) {
    auto list = open_list(*context_->store, folder.oid);
    if (!list) {
        const std::string item = model::display_path(folder.folder);
        context_->findings.add(MessageId::mmf_folder_list_lost, list.error().what, item, list.error().offset);
        list = open_damaged_list(*context_, folder.oid, item);
        if (!list) return false;
    }
    folder.listed = true;
    folder.messages.reserve(list->entries().size());
    const bool sound = list->canonical();
    for (std::size_t index = 0; index < list->entries().size(); ++index) {
        const mmf::ListEntry& entry = list->entries()[index];
        const mmf::Oid oid{entry.id};
        // Where the directory itself is damaged, what stands there may be anything.
        if (!sound && oid.type() != mmf::type::kMessage) continue;
        if (!sound && context_->store->find(oid) == nullptr && !read_damaged_summary(*list, index)) continue;
        if (!placed_.insert(oid).second)
            context_->findings.add(MessageId::mmf_message_twice,
                                   fmt::format("message {} stands in several places", oid.hex()),
                                   fmt::format("{}/{}", model::display_path(folder.folder), folder.messages.size()),
                                   list->file_offset(entry));
        folder.messages.push_back(oid);
        folder.elements.push_back(index);
    }
    return sound && list->missing() == 0;
}

void TreeReader::list_by_parent(StoreFolder& folder) {
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || node.is(mmf::flag::kHiddenBody)) continue;
        if (context_->store->is_recovered(node.oid)) continue;  // told apart from those the folder may have held
        if (node.parent != folder.oid || !placed_.insert(node.oid).second) continue;
        folder.messages.push_back(node.oid);
    }
}

// Deleted messages go behind the others of the folder they were in.
void TreeReader::add_deleted() {
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || !context_->store->is_recovered(node.oid)) continue;
        const auto home = std::ranges::find(tree_.folders, node.parent, &StoreFolder::oid);
        if (home == tree_.folders.end() || node.parent == mmf::Oid{} || !placed_.insert(node.oid).second) continue;
        context_->findings.add(
            finding_for(*context_->store->salvaged(node.oid)), fmt::format("message {}", node.oid.hex()),
            fmt::format("{}/{}", model::display_path(home->folder), home->messages.size()), node.offset);
        home->messages.push_back(node.oid);
    }
}

void TreeReader::add_orphans() {
    StoreFolder recovered;
    recovered.folder.recovered = true;
    for (const mmf::Node& node : context_->store->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || shared_.contains(node.oid)) continue;
        if (placed_.contains(node.oid)) continue;
        if (recovered.folder.path.empty()) recovered.folder.path = {free_name({}, kRecoveredFolderName)};
        const bool body = node.is(mmf::flag::kHiddenBody);
        const mmf::Salvaged* const salvaged = context_->store->salvaged(node.oid);
        context_->findings.add(body                  ? MessageId::mmf_body_without_copies
                               : salvaged != nullptr ? finding_for(*salvaged)
                                                     : MessageId::mmf_orphan_message,
                               fmt::format("message {} stands in no folder", node.oid.hex()),
                               fmt::format("{}/{}", recovered.folder.path.front(), recovered.messages.size()));
        recovered.messages.push_back(node.oid);
    }
    if (!recovered.messages.empty()) tree_.folders.push_back(std::move(recovered));
}

}  // namespace

FolderTree FolderTree::read(StoreContext& context) { return TreeReader(context).read(); }

}  // namespace restante::sources
