#include "targets/imap/folder_choice.h"

#include <array>
#include <string_view>

#include "base/ascii.h"

namespace restante::targets::imap {

struct FolderChoice::RoleNames {
    model::FolderRole role;
    std::string_view use;
    std::array<std::string_view, 3> usual;  // names of servers that announce no roles
};

namespace {

constexpr std::string_view kInbox = "INBOX";

}  // namespace

FolderChoice::FolderChoice(NameRules rules, std::vector<std::string> root, const std::vector<ListedMailbox>& listed)
    : rules_(std::move(rules)), root_(std::move(root)) {
    there_.insert(std::string(kInbox));
    for (const ListedMailbox& mailbox : listed) {
        const std::string name = equals_ignoring_ascii_case(mailbox.name, kInbox) ? std::string(kInbox) : mailbox.name;
        if (mailbox.flags.contains("\\noselect") || mailbox.flags.contains("\\nonexistent")) continue;
        there_.insert(name);
        for (const std::string& flag : mailbox.flags) by_use_.emplace(flag, name);
    }
}

std::string FolderChoice::mailbox_of_role(const RoleNames& role) const {
    if (const auto found = by_use_.find(ascii_lower(role.use)); found != by_use_.end()) return found->second;
    for (const std::string_view usual : role.usual) {
        std::string name = mailbox_name({std::string(usual)}, rules_);
        if (there_.contains(name)) return name;
    }
    return {};
}

ChosenMailbox FolderChoice::choose(const model::Folder& folder) {
    static constexpr std::array<RoleNames, 3> kRoles{
        {{model::FolderRole::sent, "\\Sent", {"Sent", "Sent Items", "Sent Messages"}},
         {model::FolderRole::deleted, "\\Trash", {"Trash", "Deleted Items", "Deleted Messages"}},
         {model::FolderRole::outbox, "\\Drafts", {"Drafts", "Draft", "Unsent Messages"}}}};
    ChosenMailbox chosen;
    const bool has_role = root_.empty() && folder.path.size() == 1;
    if (has_role && folder.role == model::FolderRole::inbox) chosen.name = kInbox;
    for (const RoleNames& role : kRoles) {
        if (!has_role || folder.role != role.role) continue;
        chosen.name = mailbox_of_role(role);
        if (chosen.name.empty()) chosen.use = role.use;
    }
    if (!chosen.name.empty()) {
        role_places_[folder.path] = chosen.name;
        return chosen;
    }
    const MailboxName place = own_place(folder, rules_);
    chosen.name = place.name;
    chosen.changed = place.changed;
    NameRules plain = rules_;
    plain.plain = true;
    chosen.plain_name = own_place(folder, plain).name;
    if (chosen.plain_name == chosen.name) chosen.plain_name.clear();
    return chosen;
}

MailboxName FolderChoice::own_place(const model::Folder& folder, NameRules rules) const {
    MailboxName place = place_of(folder, root_, rules);
    // Below the Inbox of the source is below that of the server, and likewise for the other roles.
    const auto parent = role_places_.find({folder.path.front()});
    const bool hidden = folder.hidden && folder.role == model::FolderRole::none;
    if (parent == role_places_.end() || folder.path.size() < 2 || hidden || rules.separator == '\0') return place;
    model::Folder inner = folder;
    inner.path.erase(inner.path.begin());
    rules.prefix = parent->second + rules.separator;
    place.name = place_of(inner, {}, rules).name;
    return place;
}

}  // namespace restante::targets::imap
