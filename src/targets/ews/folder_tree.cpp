#include "targets/ews/folder_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "formats/mime/clean_text.h"
#include "targets/ews/soap_request.h"
#include "targets/target_uri.h"

namespace restante::targets::ews {
namespace {

constexpr std::size_t kLongestName = 200;  // bytes; servers hold 255 UTF-16 units
constexpr std::size_t kIdentityDigits = 32;

bool is_of(FolderTree::Kind kind, std::string_view folder_class) {
    if (kind == FolderTree::Kind::contacts) return folder_class.starts_with(kContactsClass);
    return folder_class.empty() || folder_class.starts_with(kMailClass);
}

}  // namespace

FolderName folder_name(std::string_view name) {
    std::string legal;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto letter = static_cast<unsigned char>(name[i]);
        // A "%" stays where nobody could take it for one of ours.
        const bool percent = letter == '%' && i + 2 < name.size() && percent_decoded(name.substr(i, 3)).size() == 1;
        if (letter < 0x20 || letter == 0x7F || percent)
            legal += fmt::format("%{:02X}", letter);
        else
            legal += name[i];
    }
    std::string valid;
    mime::append_valid_utf8(legal, valid);
    std::string text(trimmed(valid));
    if (text.size() > kLongestName) text = std::string(trimmed(utf8_prefix(text, kLongestName))) + "~";
    if (text.empty()) text = "_";
    const bool changed = text != name;
    return {std::move(text), changed};
}

std::string folder_identity(std::string_view name) {
    return Sha256::hex_of(as_bytes(fmt::format("folder {}", name))).substr(0, kIdentityDigits);
}

void FolderTree::set(std::vector<FolderEntry> folders) {
    children_.clear();
    for (FolderEntry& folder : folders) add(std::move(folder));
}

void FolderTree::add(FolderEntry folder) {
    std::string folded = fold_case(folder.name);
    std::vector<Child>& siblings = children_[folder.parent];
    siblings.push_back({std::move(folder), std::move(folded)});
}

std::string FolderTree::claim(const std::string& parent, const std::string& identity, std::string_view shown,
                              Kind kind) {
    const auto before = claimed_.find({parent, identity});
    if (before != claimed_.end()) return before->second;
    const auto siblings = children_.find(parent);
    if (siblings == children_.end()) return {};
    const auto found = [&](auto&& fits) {
        const auto child = std::find_if(siblings->second.begin(), siblings->second.end(), [&](const Child& one) {
            return fits(one) && is_of(kind, one.entry.folder_class) && !taken_.contains(one.entry.id);
        });
        return child == siblings->second.end() ? std::string() : child->entry.id;
    };
    std::string id = found([&](const Child& one) { return one.entry.identity == identity; });
    const std::string folded = fold_case(std::string(shown));
    if (id.empty()) id = found([&](const Child& one) { return one.entry.identity.empty() && one.folded == folded; });
    if (id.empty()) return {};
    taken_.insert(id);
    claimed_[{parent, identity}] = id;
    return id;
}

std::string FolderTree::free_name(const std::string& parent, const std::string& shown) const {
    const auto siblings = children_.find(parent);
    if (siblings == children_.end()) return shown;
    std::string name = shown;
    for (std::size_t number = 2;; ++number) {
        const std::string folded = fold_case(name);
        const bool taken = std::any_of(siblings->second.begin(), siblings->second.end(),
                                       [&](const Child& one) { return one.folded == folded; });
        if (!taken) return name;
        name = fmt::format("{} ({})", shown, number);
    }
}

}  // namespace restante::targets::ews
