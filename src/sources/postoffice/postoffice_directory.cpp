// The accounts of a postoffice, who manages it, and its groups.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/records/administrator.h"
#include "formats/postoffice/records/field_access.h"
#include "sources/postoffice/account_details.h"
#include "sources/postoffice/group_list.h"
#include "sources/postoffice/postoffice.h"

namespace restante::sources {
namespace {

// Of programs: nobody reads mail there (docs/sources.md "Accounts of programs").
constexpr std::array<std::string_view, 4> kSystemAccounts{"ADMINSCH", "$SYSTEM", "*SPECIAL", "*MAILBAG"};

std::string_view rule_text(postoffice::AdministratorRule rule) {
    using postoffice::AdministratorRule;
    switch (rule) {
        case AdministratorRule::mailbox_admin:
            return "the mailbox Admin of a retail postoffice";
        case AdministratorRule::first_record:
            return "the first account of a workgroup postoffice";
        case AdministratorRule::hexid_zero:
            return "the account with mailbag 00000000";
        case AdministratorRule::first_account_left:
            return "the first account that is left: a guess";
        case AdministratorRule::none:
            break;
    }
    return "";
}

std::vector<postoffice::PostofficeUser> as_users(const std::vector<PostofficeMember>& members) {
    std::vector<postoffice::PostofficeUser> users;
    for (const PostofficeMember& member : members) {
        postoffice::PostofficeUser user;
        user.record = member.record.value_or(SIZE_MAX);
        user.mailbox = member.mailbox;
        user.hexid = member.hexid;
        user.deleted = member.deleted;
        users.push_back(std::move(user));
    }
    return users;
}

}  // namespace

void Postoffice::make_directory() {
    directory_.kind = study_->kind == postoffice::PostofficeKind::workgroup ? "wgpo" : "postoffice";
    directory_.path = path_;
    directory_.network = text(study_->network);
    directory_.postoffice = text(study_->postoffice);
    for (const PostofficeMember& member : study_->matching.members) {
        model::DirectoryAccount account;
        account.mailbox = text(member.mailbox);
        account.display_name = text(member.full_name);
        account.address = address_of_mailbox(account.mailbox);
        if (member.hexid) account.hexid = postoffice::hexid_text(*member.hexid);
        account.deleted = member.deleted;
        account.system = std::ranges::find(kSystemAccounts, ascii_upper(account.mailbox)) != kSystemAccounts.end();
        directory_.accounts.push_back(std::move(account));
    }
    add_account_details(*study_, page_, directory_.accounts, findings_);
    choose_administrator();
    if (!options_.passwords.empty())
        findings_.add(MessageId::postoffice_password, "the message files were asked", path_);
    directory_.groups = read_groups(*study_, page_, findings_);
    std::set<std::string> addresses;
    for (const postoffice::KnownPerson& person : study_->external_people) {
        std::string address = fmt::format("MS:{}/{}/{}", person.network, person.postoffice, person.mailbox);
        if (addresses.insert(ascii_upper(address)).second)
            directory_.contacts.push_back({text(person.full_name), text(address), {}});
    }
}

void Postoffice::choose_administrator() {
    if (!options_.administrator.empty()) {
        const auto named = std::ranges::find_if(directory_.accounts, [&](const model::DirectoryAccount& account) {
            return equals_ignoring_ascii_case(account.mailbox, options_.administrator);
        });
        if (named != directory_.accounts.end()) {
            named->administrator = true;
            directory_.administrator_rule = "named by the user";
            return;
        }
        findings_.add(MessageId::postoffice_administrator_unknown, options_.administrator, path_);
    }
    const auto users = as_users(study_->matching.members);
    const postoffice::Administrator found = postoffice::find_administrator(study_->kind, users);
    if (!found.user) return;
    directory_.accounts[*found.user].administrator = true;
    directory_.administrator_rule = rule_text(found.rule);
}

}  // namespace restante::sources
