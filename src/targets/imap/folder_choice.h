// Which mailbox of the server a folder becomes: the one of its role, else one of its own.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/folder.h"
#include "targets/imap/account.h"
#include "targets/imap/mailbox_names.h"

namespace restante::targets::imap {

struct ChosenMailbox {
    std::string name{};        // as the server wants it
    std::string use{};         // "\\Sent" for one that is to be made for a role
    bool changed = false;      // not what the source calls it, and not for its role
    std::string plain_name{};  // instead of `name`, where the server refuses that; "" when there is no other
};

class FolderChoice {
public:
    // With a root nothing has a role: all of it lies below the root.
    FolderChoice(NameRules rules, std::vector<std::string> root, const std::vector<ListedMailbox>& listed);

    ChosenMailbox choose(const model::Folder& folder);
    [[nodiscard]] bool exists(const std::string& mailbox) const { return there_.contains(mailbox); }
    void made(const std::string& mailbox) { there_.insert(mailbox); }

private:
    struct RoleNames;
    [[nodiscard]] MailboxName own_place(const model::Folder& folder, NameRules rules) const;
    [[nodiscard]] std::string mailbox_of_role(const RoleNames& role) const;

    NameRules rules_;
    std::vector<std::string> root_;
    std::set<std::string> there_;
    std::map<std::string, std::string> by_use_;                    // "\\sent" -> name
    std::map<std::vector<std::string>, std::string> role_places_;  // path of a folder with a role -> name
};

}  // namespace restante::targets::imap
