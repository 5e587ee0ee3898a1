#include "targets/pst/folder_places.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"

namespace restante::targets {
namespace {

using FolderIndex = PartedStore::FolderIndex;
constexpr const char* kMailFolder = "IPF.Note";
constexpr const char* kHiddenTop = "Hidden folders";
constexpr const char* kNoName = "(no name)";

struct Standard {
    model::FolderRole role;
    pst::FolderRole place;
    const char* name;
};

constexpr Standard kStandard[] = {
    {model::FolderRole::inbox, pst::FolderRole::inbox, "Inbox"},
    {model::FolderRole::sent, pst::FolderRole::sent_items, "Sent Items"},
    {model::FolderRole::outbox, pst::FolderRole::outbox, "Outbox"},
    {model::FolderRole::deleted, pst::FolderRole::deleted_items, "Deleted Items"},
};

bool is_standard_name(const std::string& folded) {
    return std::any_of(std::begin(kStandard), std::end(kStandard),
                       [&](const Standard& standard) { return folded == fold_case(standard.name); });
}

}  // namespace

std::string FolderPlaces::free_name(FolderIndex parent, const std::string& wanted) {
    const std::string base = wanted.empty() ? kNoName : wanted;
    const auto blocked = [&](const std::string& name) {
        const std::string folded = fold_case(name);
        // Outlook's names wait for the folders with the roles, which may come later.
        return taken_.contains({parent, folded}) || (parent == top_ && is_standard_name(folded));
    };
    std::string name = base;
    for (unsigned number = 2; blocked(name); ++number) name = fmt::format("{} ({})", base, number);
    taken_.insert({parent, fold_case(name)});
    return name;
}

FolderIndex FolderPlaces::add(FolderIndex parent, const std::string& name, const std::string& container_class) {
    const std::string free = free_name(parent, name);
    pst::FolderSpec spec;
    spec.name = free;
    spec.container_class = container_class;
    return store_.define_folder(parent, std::move(spec), free == name ? std::string{} : name);
}

FolderIndex FolderPlaces::hidden_top() {
    if (!hidden_top_) hidden_top_ = add(top_, kHiddenTop, kMailFolder);
    return *hidden_top_;
}

// The folder above; made when the source does not have it.
FolderIndex FolderPlaces::parent_of(const Path& path, bool hidden) {
    if (path.size() <= 1) return hidden ? hidden_top() : top_;
    const Path above(path.begin(), path.end() - 1);
    if (const auto found = known_.find({hidden, above}); found != known_.end()) return found->second;
    const FolderIndex made = add(parent_of(above, hidden), above.back(), kMailFolder);
    known_[{hidden, above}] = made;
    return made;
}

std::optional<FolderPlaces::Place> FolderPlaces::place_by_role(const model::Folder& folder) {
    for (const Standard& standard : kStandard) {
        if (standard.role != folder.role) continue;
        if (!roles_.insert(folder.role).second) return std::nullopt;  // the first one has the place
        pst::FolderSpec spec;
        spec.name = standard.name;
        spec.comment = folder.comment;
        spec.container_class = kMailFolder;
        if (top_ == PartedStore::kTop) spec.role = standard.place;
        taken_.insert({top_, fold_case(spec.name)});
        const std::string original = folder.path.back() == standard.name ? std::string{} : folder.path.back();
        return Place{store_.define_folder(top_, std::move(spec), original), false};
    }
    return std::nullopt;
}

FolderPlaces::Place FolderPlaces::place(const model::Folder& folder) {
    if (auto standard = place_by_role(folder)) {
        known_[{folder.hidden, folder.path}] = standard->folder;
        return *standard;
    }
    const FolderIndex parent = parent_of(folder.path, folder.hidden);
    const std::string name = free_name(parent, folder.path.back());
    const bool renamed = name != folder.path.back();
    if (renamed)
        findings_.add(MessageId::pst_target_folder_renamed,
                      fmt::format("\"{}\" is now \"{}\"", folder.path.back(), name), model::display_path(folder));
    pst::FolderSpec spec;
    spec.name = name;
    spec.comment = folder.comment;
    spec.container_class = kMailFolder;
    const FolderIndex index =
        store_.define_folder(parent, std::move(spec), renamed ? folder.path.back() : std::string{});
    known_[{folder.hidden, folder.path}] = index;
    return {index, folder.hidden};
}

}  // namespace restante::targets
