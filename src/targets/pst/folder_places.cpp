#include "targets/pst/folder_places.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"
#include "targets/pst/item_properties.h"
#include "targets/pst/mapi_tags.h"

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

FolderIndex FolderPlaces::add(FolderIndex parent, const std::string& name, const std::string& container_class,
                              const std::string& original) {
    pst::FolderSpec spec;
    spec.name = free_name(parent, name);
    spec.container_class = container_class;
    return define(parent, std::move(spec), {.path = {original}});
}

void FolderPlaces::keep_text(PartedStore::FolderFacts& facts, std::string_view name, std::string_view text) {
    const std::size_t lost = characters_lost(store_.code_page(), text);
    if (lost == 0) return;
    characters_ += lost;
    facts.emplace_back(utf8_name(name), utf8_bytes(text));
}

FolderIndex FolderPlaces::define(FolderIndex parent, pst::FolderSpec spec, const model::Folder& folder) {
    PartedStore::FolderFacts facts;
    characters_ = 0;
    if (spec.name != folder.path.back()) {
        facts.emplace_back(tags::kFolderName, folder.path.back());
        keep_text(facts, tags::kFolderName, folder.path.back());
    } else {
        keep_text(facts, "3001", spec.name);
    }
    keep_text(facts, "3004", spec.comment);
    if (folder.hidden) facts.emplace_back(tags::kHiddenName, true);
    if (folder.recovered) facts.emplace_back(tags::kRecoveredName, true);
    if (folder.role != model::FolderRole::none && spec.role == pst::FolderRole::ordinary)
        facts.emplace_back(tags::kRoleName, std::string(model::name_of(folder.role)));
    if (const auto& shared = folder.shared) {
        if (!shared->owner.empty()) facts.emplace_back(tags::kSharedOwnerName, shared->owner);
        if (!shared->kind.empty()) facts.emplace_back(tags::kSharedKindName, shared->kind);
        if (!shared->record.empty()) facts.emplace_back(tags::kSharedRecordName, shared->record);
        keep_text(facts, tags::kSharedOwnerName, shared->owner);
    }
    if (characters_ != 0)
        findings_.add(MessageId::pst_target_characters_lost, told_characters(characters_, *store_.code_page()),
                      model::display_path(folder));
    return store_.define_folder(parent, std::move(spec), std::move(facts));
}

FolderIndex FolderPlaces::hidden_top() {
    if (!hidden_top_) hidden_top_ = add(top_, kHiddenTop, kMailFolder, kHiddenTop);
    return *hidden_top_;
}

// The folder above; made when the source does not have it.
FolderIndex FolderPlaces::parent_of(const Path& path, bool hidden) {
    if (path.size() <= 1) return hidden ? hidden_top() : top_;
    const Path above(path.begin(), path.end() - 1);
    if (const auto found = known_.find({hidden, above}); found != known_.end()) return found->second;
    const FolderIndex made = add(parent_of(above, hidden), above.back(), kMailFolder, above.back());
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
        return Place{define(top_, std::move(spec), folder), false};
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
    if (name != folder.path.back())
        findings_.add(MessageId::pst_target_folder_renamed,
                      fmt::format("\"{}\" is now \"{}\"", folder.path.back(), name), model::display_path(folder));
    pst::FolderSpec spec;
    spec.name = name;
    spec.comment = folder.comment;
    spec.container_class = kMailFolder;
    const FolderIndex index = define(parent, std::move(spec), folder);
    known_[{folder.hidden, folder.path}] = index;
    return {index, folder.hidden};
}

}  // namespace restante::targets
