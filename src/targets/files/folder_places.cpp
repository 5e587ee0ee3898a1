#include "targets/files/folder_places.h"

#include "base/case_fold.h"

namespace restante::targets::files {
namespace {

constexpr std::string_view kHiddenName = "Hidden";
constexpr std::size_t kMovedName = 120;  // bytes of the name of a folder that was moved to the top

bool lies_below_hidden(const model::Folder& folder) { return folder.hidden && folder.role == model::FolderRole::none; }

// Names hold no NUL. Visible and hidden folders of the same path are different ones.
std::string key_of(const model::Folder& folder, std::size_t depth) {
    std::string key = lies_below_hidden(folder) ? "h" : "v";
    for (std::size_t i = 0; i < depth; ++i) {
        key += '\0';
        key += folder.path[i];
    }
    return key;
}

}  // namespace

FolderPlaces::FolderPlaces(PlaceStyle style) : style_(std::move(style)) {
    for (const std::string_view place : style_.reserved) taken_.insert(fold_case(place));
}

bool FolderPlaces::claim(const std::string& place) { return taken_.insert(fold_case(place)).second; }

void FolderPlaces::record(const model::Folder& folder, const std::string& place) {
    if (recorded_.insert(key_of(folder, folder.path.size())).second)
        records_.push_back({folder, place, shortened_.contains(place)});
}

void FolderPlaces::restore(const std::vector<FolderRecord>& records) {
    for (const FolderRecord& one : records) {
        if (one.folder.path.empty()) continue;
        claim(one.place);
        if (one.shortened) shortened_.insert(one.place);
        places_[key_of(one.folder, one.folder.path.size())] = one.place;
        record(one.folder, one.place);
    }
}

void FolderPlaces::assign(const model::Folder& folder, std::string place) {
    claim(place);
    record(folder, place);
    places_[key_of(folder, folder.path.size())] = std::move(place);
}

const std::string& FolderPlaces::place_for(const std::string& key, const std::string& parent_place,
                                           std::string_view name) {
    if (const auto known = places_.find(key); known != places_.end()) return known->second;
    ComponentName component = style_.encode(name);
    std::string base =
        parent_place.empty() ? component.text : parent_place + std::string(style_.joint) + component.text;
    bool shortened = component.shortened;
    if (base.size() > style_.longest) {
        base = shorten_component(component.text, key, kMovedName);
        shortened = true;
    }
    std::string place = base;
    for (std::size_t number = 2; !claim(place); ++number) place = base + "%~" + std::to_string(number);
    if (shortened) shortened_.insert(place);
    return places_.emplace(key, std::move(place)).first->second;
}

const std::string& FolderPlaces::place_of(const model::Folder& folder) {
    std::string parent;
    if (lies_below_hidden(folder)) parent = place_for("h", "", kHiddenName);
    for (std::size_t depth = 1; depth <= folder.path.size(); ++depth)
        parent = place_for(key_of(folder, depth), parent, folder.path[depth - 1]);
    record(folder, parent);
    return places_.find(key_of(folder, folder.path.size()))->second;
}

}  // namespace restante::targets::files
