#include "pipeline/selection.h"

#include "base/case_fold.h"
#include "pipeline/glob.h"

namespace restante::pipeline {

Selector::Selector(const Selection& selection)
    : selection_(selection),
      users_(fold(selection.users)),
      exclude_(fold(selection.exclude)),
      folders_(fold(selection.folders)) {}

Selector::Selector(const Selector& other)
    : selection_(other.selection_),
      users_(other.users_),
      exclude_(other.exclude_),
      folders_(other.folders_),
      shared_seen_(other.shared_seen_) {}

std::vector<Selector::Pattern> Selector::fold(const std::vector<std::string>& patterns) {
    std::vector<Pattern> folded;
    for (const std::string& text : patterns) {
        std::string_view bare = text;
        while (bare.size() > 1 && bare.ends_with('/')) bare.remove_suffix(1);
        folded.push_back({text, fold_case(bare)});
    }
    return folded;
}

bool Selector::any_matches(std::vector<Pattern>& patterns, const std::string& folded) {
    bool any = false;
    for (Pattern& pattern : patterns) {
        if (!glob_matches(pattern.folded, folded)) continue;
        pattern.matched = true;
        any = true;
    }
    return any;
}

bool Selector::wants_mailbox(const model::Mailbox& mailbox) {
    const std::scoped_lock alone(mutex_);
    if (mailbox.shared) {
        shared_seen_ = true;
        return selection_.shared && users_.empty();
    }
    const std::string folded = fold_case(mailbox.name);
    const bool included = any_matches(users_, folded) || users_.empty();
    return included && !any_matches(exclude_, folded);
}

bool Selector::wants_folder(const model::Folder& folder) {
    const std::scoped_lock alone(mutex_);
    const bool shared = folder.role == model::FolderRole::shared;
    shared_seen_ = shared_seen_ || shared;
    if (!selection_.mail || (shared && !selection_.shared)) return false;
    if (folders_.empty()) return true;
    bool included = false;  // a folder belongs to a pattern when itself or a parent matches
    std::string prefix;
    for (const std::string& name : folder.path) {
        if (!prefix.empty()) prefix += '/';
        prefix += fold_case(name);
        included = any_matches(folders_, prefix) || included;
    }
    return included;
}

bool Selector::wants_date(const model::Message& message) const {
    const std::optional<LocalTime>& date = message.received ? message.received : message.sent;
    if (!date) return true;
    return !(selection_.since && *date < *selection_.since) && !(selection_.until && *date >= *selection_.until);
}

std::vector<std::string> Selector::idle_options(std::uint64_t appointments) const {
    std::vector<std::string> options;
    if (!selection_.shared && !shared_seen_) options.emplace_back("--no-shared");
    if (!selection_.calendar && appointments == 0) options.emplace_back("--no-calendar");
    return options;
}

std::vector<std::string> Selector::unmatched(const std::vector<Pattern>& patterns) {
    std::vector<std::string> texts;
    for (const Pattern& pattern : patterns)
        if (!pattern.matched) texts.push_back(pattern.text);
    return texts;
}

}  // namespace restante::pipeline
