#include "targets/migration/folder_names.h"

#include <algorithm>
#include <iterator>

#include "base/case_fold.h"
#include "base/control_picture.h"

namespace restante::targets::migration {
namespace {

constexpr const char* kHiddenFolders = "Hidden folders";
constexpr const char* kNamelessFolder = "(no name)";
constexpr const char* kSpecialFolders[] = {"Inbox", "Sent Items", "Outbox", "Deleted Items"};

// "" for folders that have no such place.
std::string special_name(model::FolderRole role) {
    switch (role) {
        case model::FolderRole::inbox:
            return "Inbox";
        case model::FolderRole::sent:
            return "Sent Items";
        case model::FolderRole::outbox:
            return "Outbox";
        case model::FolderRole::deleted:
            return "Deleted Items";
        default:
            return {};
    }
}

bool is_special_name(const std::string& folded) {
    return std::any_of(std::begin(kSpecialFolders), std::end(kSpecialFolders),
                       [&](const char* name) { return fold_case(name) == folded; });
}

}  // namespace

std::string FolderNames::writable(std::string_view name) const {
    std::string plain;
    for (const char c : name) plain += is_ascii_control(c) ? ' ' : c == '\\' ? '/' : c;
    std::string bytes;
    if (page_.encode(plain, bytes) != 0) plain = page_.decode(as_bytes(bytes));
    const std::size_t begin = plain.find_first_not_of(' ');
    if (begin == std::string::npos) return kNamelessFolder;
    return plain.substr(begin, plain.find_last_not_of(' ') - begin + 1);
}

FolderNames::Path FolderNames::claim(Path parent, const std::string& wanted) {
    Path folded = parent;
    for (std::string& name : folded) name = fold_case(name);
    folded.emplace_back();
    std::string name = wanted;
    folded.back() = fold_case(name);
    std::size_t& number = numbers_.emplace(folded, 1).first->second;
    for (;;) {
        folded.back() = fold_case(name);
        // The names of special folders wait for the folders with the roles, which may come later.
        const bool reserved = !public_folders_ && parent.empty() && is_special_name(folded.back());
        if (!reserved && taken_.insert(folded).second) break;
        name = wanted + " (" + std::to_string(++number) + ")";
    }
    parent.push_back(std::move(name));
    return parent;
}

const FolderNames::Path& FolderNames::path_for(const Path& original, bool hidden) {
    const auto known = known_.find({hidden, original});
    if (known != known_.end()) return known->second;
    Path parent;
    if (original.size() > 1)
        parent = path_for(Path(original.begin(), original.end() - 1), hidden);
    else if (hidden)
        parent = {kHiddenFolders};
    return known_.emplace(std::pair(hidden, original), claim(std::move(parent), writable(original.back())))
        .first->second;
}

const FolderNames::Path& FolderNames::path_of(const model::Folder& folder) {
    const std::string special = public_folders_ ? std::string() : special_name(folder.role);
    if (!special.empty() && taken_.insert({fold_case(special)}).second)
        known_[{folder.hidden, folder.path}] = {special};
    return path_for(folder.path, folder.hidden);
}

}  // namespace restante::targets::migration
