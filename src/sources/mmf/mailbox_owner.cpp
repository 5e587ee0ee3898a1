#include "sources/mmf/mailbox_owner.h"

#include <algorithm>

#include "base/case_fold.h"
#include "formats/mmf/account.h"
#include "formats/mmf/list_object.h"

namespace restante::sources {
namespace {

// "MS:ACME/HQ/JDOE" -> "JDOE"
std::string last_part(const std::string& address) {
    const std::size_t separator = address.find_last_of("/:");
    return separator == std::string::npos ? address : address.substr(separator + 1);
}

bool is_microsoft_mail(const std::string& account) { return fold_case(account.substr(0, 3)) == "ms:"; }

bool any_fits(const std::vector<std::string>& given, const std::vector<std::string>& stored) {
    return std::ranges::any_of(
        given, [&](const std::string& one) { return std::ranges::find(stored, fold_case(one)) != stored.end(); });
}

}  // namespace

model::Mailbox read_mailbox_owner(StoreContext& context, const std::vector<std::string>& passwords) {
    model::Mailbox mailbox;
    mailbox.code_page = context.text.code_page();
    if (context.store->find(mmf::kAccounts) == nullptr) return mailbox;
    auto list = open_list(*context.store, mmf::kAccounts);
    if (!list) {
        context.findings.add(MessageId::mmf_accounts_lost, list.error().what, {}, list.error().offset);
        return mailbox;
    }
    std::vector<std::string> stored;
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto element = list->element(entry);
        const auto account = element ? mmf::read_account(*element, list->file_offset(entry)) : fail(element.error());
        if (!account) {
            context.findings.add(MessageId::mmf_accounts_lost, account.error().what, {}, account.error().offset);
            continue;
        }
        mailbox.accounts.push_back(context.text.whole(as_bytes(account->name)));
        stored.push_back(fold_case(context.text.whole(as_bytes(account->password))));
    }
    if (!mailbox.accounts.empty()) {
        const auto found = std::ranges::find_if(mailbox.accounts, is_microsoft_mail);
        mailbox.address = found == mailbox.accounts.end() ? mailbox.accounts.front() : *found;
        mailbox.name = last_part(mailbox.address);
        if (!passwords.empty() && !any_fits(passwords, stored))
            context.findings.add(MessageId::mmf_password_differs, "the password is not that of " + mailbox.address);
    }
    return mailbox;
}

}  // namespace restante::sources
