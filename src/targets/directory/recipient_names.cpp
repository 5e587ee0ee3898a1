#include "targets/directory/recipient_names.h"

#include "base/ascii.h"
#include "base/ascii_lookalike.h"
#include "base/case_fold.h"

namespace restante::targets::directory {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string plain(std::string_view text, bool with_dots) {
    std::string result;
    for (const char c : ascii_lookalike(text)) result += is_plain(c) || (with_dots && c == '.') ? c : '_';
    return result;
}

}  // namespace

std::string alias_of(std::string_view name) {
    const std::string whole = plain(trimmed(name), true);
    const std::string_view bare = trimmed(std::string_view(whole).substr(0, kLongestName), ".");
    if (bare.find_first_not_of("._-") == std::string_view::npos) return "recipient";
    std::string alias;
    for (const char c : bare)
        if (c != '.' || !alias.ends_with('.')) alias += c;
    return alias;
}

std::string login_of(std::string_view account, std::string_view alias) {
    const std::size_t behind = account.find_last_of("\\/");
    const std::string_view own = account.substr(behind == std::string_view::npos ? 0 : behind + 1);
    std::string login(trimmed(own).empty() ? std::string(alias) : alias_of(own));
    login.resize(std::min(login.size(), kLongestLogin));
    while (login.ends_with('.')) login.pop_back();
    return login;
}

std::string postoffice_label(std::string_view network, std::string_view postoffice, std::string_view path) {
    std::string label = plain(trimmed(network), false);
    const std::string own = plain(trimmed(postoffice), false);
    if (!label.empty() && !own.empty()) label += '-';
    label += own;
    if (!label.empty()) return label;
    while (path.ends_with('/') || path.ends_with('\\')) path.remove_suffix(1);
    const std::size_t slash = path.find_last_of("/\\");
    label = plain(path.substr(slash == std::string_view::npos ? 0 : slash + 1), false);
    return label.empty() ? "postoffice" : label;
}

bool TakenNames::has(std::string_view name) const { return folded_.contains(fold_case(name)); }

bool TakenNames::take(std::string_view name) { return folded_.insert(fold_case(name)).second; }

std::string TakenNames::take_another(std::string name, std::size_t limit) {
    name.resize(std::min(name.size(), limit));
    std::string other = name;
    for (std::size_t number = 2; !take(other); ++number) {
        const std::string ending = "-" + std::to_string(number);
        other = name.substr(0, limit - ending.size()) + ending;
    }
    return other;
}

}  // namespace restante::targets::directory
