// Which mailboxes a postoffice has, and what belongs to each of them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mai_message.h"
#include "formats/postoffice/records/field_access.h"
#include "sources/postoffice/postoffice.h"
#include "sources/postoffice/waiting_mail.h"

namespace restante::sources {
namespace {

// That hold mail; empty ones hold POPULATE.MSM (Q135868).
constexpr std::array<std::string_view, 6> kMailDirectories{"ATT", "FOLDERS", "KEY", "MAI", "MBG", "MMF"};
constexpr std::string_view kInboundQueue = "INQUEUE3";  // of 3.x; the one without number is for directories

std::string extension_of(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos || path.find('/', dot) != std::string::npos ? std::string()
                                                                                : ascii_upper(path.substr(dot));
}

std::string stem_of(const std::string& path) {
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    return ascii_upper(name.substr(0, name.find('.')));
}

}  // namespace

void Postoffice::tell_missing_directories() {
    for (const std::string_view directory : kMailDirectories)
        if (study_->files.list_below(directory, "").empty())
            findings_.add(MessageId::postoffice_directory_missing, std::string(directory) + "/", path_);
}

void Postoffice::plan_users() {
    for (const model::DirectoryAccount& account : directory_.accounts) {
        if (account.deleted) continue;
        if (account.system) {
            findings_.add(MessageId::postoffice_system_account, account.mailbox, path_);
            continue;
        }
        MailboxPlan plan;
        plan.mailbox.name = account.mailbox;
        plan.mailbox.display_name = account.display_name;
        plan.mailbox.address = account.address;
        if (!account.address.empty()) plan.mailbox.accounts = {account.address};
        plan.hexid = postoffice::hexid_value(account.hexid);
        for (const PostofficeMember& member : study_->matching.members)
            if (plan.hexid && member.hexid == plan.hexid) plan.mailbag = member.mailbag;
        if (plan.hexid && !study_->catalog.mailbags.contains(*plan.hexid))
            findings_.add(MessageId::postoffice_mailbag_missing, account.hexid + ".MBG of " + account.mailbox, path_);
        mailboxes_.push_back(std::move(plan));
    }
}

// On the postoffice the number in the file's name decides, elsewhere the account in the file.
Postoffice::MailboxPlan* Postoffice::plan_for(std::size_t store) {
    const std::string& path = stores_.file(store).path;
    const std::string mailbox = ascii_upper(own_mailbox(stores_.list()[store].mailbox.address));
    const auto by_name = std::ranges::find_if(mailboxes_, [&](const MailboxPlan& plan) {
        return !mailbox.empty() && ascii_upper(plan.mailbox.name) == mailbox;
    });
    const std::string directory = study_->files.root().empty() ? "MMF/" : study_->files.root() + "/MMF/";
    const bool inside = ascii_upper(path).starts_with(ascii_upper(directory));
    const auto number = inside ? postoffice::hexid_value(stem_of(path)) : std::nullopt;
    if (number) {
        const auto by_number =
            std::ranges::find_if(mailboxes_, [&](const MailboxPlan& plan) { return plan.hexid == number; });
        if (by_number == mailboxes_.end()) return nullptr;
        if (by_name != mailboxes_.end() && by_name != by_number)
            findings_.add(
                MessageId::postoffice_account_elsewhere,
                fmt::format("{} says {}, its number is of {}", path, by_name->mailbox.name, by_number->mailbox.name));
        return &*by_number;
    }
    return by_name == mailboxes_.end() ? nullptr : &*by_name;
}

void Postoffice::give_stores(std::vector<bool>& taken) {
    for (std::size_t store = 0; store < stores_.list().size(); ++store) {
        if (taken[store]) continue;
        MailboxPlan* const plan = plan_for(store);
        if (plan == nullptr) continue;
        taken[store] = true;
        const StoreFile& file = stores_.list()[store];
        if (file.problem.empty())
            plan->stores.push_back(store);
        else
            plan->broken.push_back(file.problem);
        for (const std::string& account : file.mailbox.accounts)
            if (std::ranges::find(plan->mailbox.accounts, account) == plan->mailbox.accounts.end())
                plan->mailbox.accounts.push_back(account);
    }
    // The file in use before its backups, the fuller one before the other.
    for (MailboxPlan& plan : mailboxes_)
        std::ranges::stable_sort(plan.stores, {}, [&](std::size_t store) {
            const TreeFile& file = stores_.file(store);
            return std::pair(extension_of(file.path) != ".MMF", ~file.size);
        });
    // Text inside old attachments is that of the Windows that wrote the file.
    for (MailboxPlan& plan : mailboxes_)
        if (!plan.stores.empty()) plan.mailbox.code_page = stores_.list()[plan.stores.front()].mailbox.code_page;
    for (const MailboxPlan& plan : mailboxes_)
        for (model::DirectoryAccount& account : directory_.accounts)
            if (!account.deleted && account.mailbox == plan.mailbox.name)
                for (const std::size_t store : plan.stores) account.stores.push_back(stores_.file(store).path);
    // Files with the name of a user's message file that are none of any kind.
    for (MailboxPlan& plan : mailboxes_) {
        const auto named = plan.hexid ? study_->catalog.stores.find(*plan.hexid) : std::nullopt;
        if (!named) continue;
        const TreeFile& file = study_->files.file(*named);
        if (file.kind == FileKind::other)
            plan.broken.push_back(file.path + ": it is no message file, or nothing is left of it");
    }
}

std::set<std::size_t> Postoffice::users_among(const AddressLists& people) const {
    std::set<std::size_t> users;
    for (const auto* const list : people) {
        for (const model::Address& address : *list) {
            const std::string mailbox = ascii_upper(own_mailbox(address.type + ":" + address.address));
            for (std::size_t i = 0; i < mailboxes_.size(); ++i)
                if (!mailbox.empty() && ascii_upper(mailboxes_[i].mailbox.name) == mailbox && mailboxes_[i].hexid)
                    users.insert(i);
        }
    }
    return users;
}

// Mail from elsewhere that the transport program did not hand over any more.
void Postoffice::give_queue() {
    Findings ignored(0);
    const std::string name(kInboundQueue);
    const auto headers = postoffice::read_mailbag(study_->files.read("MBG/" + name + ".MBG", ignored), ignored);
    if (headers.empty()) return;
    const auto lists = postoffice::header_lists(study_->files.read("KEY/" + name + ".KEY", ignored), headers.size(),
                                                study_->keys.standing, ignored);
    std::vector<bool> dead(headers.size(), false);
    for (const std::size_t index : lists.dead) dead[index] = true;
    MailboxPlan nobodys;
    nobodys.mailbox.name = name;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto number = message_number(headers[i]);
        if (dead[i] || !number || !study_->catalog.messages.contains(*number)) continue;
        // One that cannot be read is nobody's, so that reading the queue's own mailbox tells of it.
        const auto message = read_postoffice_message(context_, *number, ignored, {});
        const auto recipients = message ? recipients_here(*message) : std::set<std::size_t>();
        for (const std::size_t user : recipients) mailboxes_[user].queued.push_back(*number);
        if (recipients.empty()) nobodys.queued.push_back(*number);
    }
    // For a group, or for somebody whom only the envelope names: the queue itself is their mailbox.
    if (!nobodys.queued.empty()) {
        findings_.add(MessageId::postoffice_unowned_mailbag,
                      fmt::format("{}: {} messages that name no user", name, nobodys.queued.size()), path_);
        mailboxes_.push_back(std::move(nobodys));
    }
    for (MailboxPlan& plan : mailboxes_) {
        if (plan.queued.empty() || !plan.hexid) continue;
        for (const WaitingMessage& waiting : waiting_messages(*study_, *plan.hexid, true, ignored))
            std::erase(plan.queued, waiting.number);
    }
}

// Mail that nobody could be given is delivered under the number of its mailbag.
void Postoffice::plan_unowned() {
    for (const std::uint32_t hexid : study_->matching.unowned) {
        const std::string name = postoffice::hexid_text(hexid);
        Findings ignored(0);
        MailboxPlan plan;
        plan.mailbox.name = name;
        plan.hexid = hexid;
        const bool empty = waiting_messages(*study_, hexid, options_.dig, ignored).empty() &&
                           study_->files.list("FOLDERS/LOC/" + name, ".FLD").empty();
        if (empty) continue;
        findings_.add(MessageId::postoffice_unowned_mailbag, evidence_about(hexid), path_);
        mailboxes_.push_back(std::move(plan));
    }
}

std::string Postoffice::evidence_about(std::uint32_t hexid) const {
    const auto witness = study_->evidence.mailbags.find(hexid);
    const std::string name = postoffice::hexid_text(hexid);
    if (witness == study_->evidence.mailbags.end()) return name;
    std::string named;
    for (const auto& [mailbox, count] : witness->second.named)
        if (count * 2 >= witness->second.messages && named.size() < 200)
            named += fmt::format("{}{} in {}", named.empty() ? "" : ", ", text(mailbox), count);
    return fmt::format("{}: of {} messages looked at, recipients are {}", name, witness->second.messages,
                       named.empty() ? "many" : named);
}

void Postoffice::plan_shared() {
    MailboxPlan plan;
    plan.mailbox.shared = true;
    plan.mailbox.groups = directory_.groups;
    mailboxes_.push_back(std::move(plan));
}

}  // namespace restante::sources
