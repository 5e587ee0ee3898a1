#include "sources/postoffice/postoffice.h"

#include <fmt/format.h>

#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"
#include "formats/postoffice/records/field_access.h"
#include "sources/joined_mailbox.h"
#include "sources/postoffice/folder_mailbox.h"
#include "sources/postoffice/orphan_mail.h"
#include "sources/postoffice/schedule_files.h"

namespace restante::sources {
namespace {

// The DOS code page of a country, by the Windows code page of its message files (Q174153): 850 where nothing else is
// known, as most are.
int code_page_of(const StoreFiles& stores) {
    for (const StoreFile& store : stores.list()) {
        switch (store.mailbox.code_page) {
            case 1250:
                return 852;
            case 1251:
                return 866;
            case 1253:
                return 737;
            case 932:
            case 936:
            case 949:
            case 950:
                return store.mailbox.code_page;
            default:
                break;
        }
    }
    return 850;
}

}  // namespace

Postoffice::Postoffice(std::unique_ptr<PostofficeStudy> study, CodePage page, std::string path, StoreFiles& stores,
                       const ReadOptions& options)
    : study_(std::move(study)),
      page_(std::move(page)),
      context_{*study_, page_, options.dig},
      path_(std::move(path)),
      stores_(stores),
      options_(options) {}

Result<std::unique_ptr<Postoffice>> Postoffice::open(PostofficeFiles files, const std::string& named,
                                                     StoreFiles& stores, std::vector<bool>& taken,
                                                     const ReadOptions& options) {
    auto page = TRY(CodePage::numbered(options.code_page == 0 ? code_page_of(stores) : options.code_page));
    std::string path = files.root().empty() ? named : files.root();
    std::map<std::size_t, std::string> accounts;
    for (const StoreFile& store : stores.list()) accounts.emplace(store.index, store.mailbox.address);
    const AccountReader account_of = [&](std::size_t index) {
        const auto found = accounts.find(index);
        // The study compares bytes of the postoffice's code page.
        std::string bytes;
        if (found != accounts.end()) page.encode(found->second, bytes);
        return bytes;
    };
    auto study = study_postoffice(std::move(files), account_of, options);
    std::unique_ptr<Postoffice> postoffice(
        new Postoffice(std::move(study), std::move(page), std::move(path), stores, options));
    postoffice->findings_ = std::move(postoffice->study_->findings);
    postoffice->size_ = postoffice->study_->files.total_size();
    postoffice->make_directory();
    postoffice->tell_missing_directories();
    postoffice->plan_users();
    postoffice->give_stores(taken);
    postoffice->give_queue();
    postoffice->plan_unowned();
    if (options.dig)
        postoffice->give_orphans();
    else
        postoffice->tell_orphans();
    postoffice->plan_shared();
    return postoffice;
}

std::string Postoffice::address_of_mailbox(const std::string& mailbox) const {
    if (directory_.network.empty() || mailbox.empty()) return {};
    return fmt::format("MS:{}/{}/{}", directory_.network, directory_.postoffice, mailbox);
}

std::string Postoffice::own_mailbox(const std::string& address) const {
    if (directory_.network.empty()) return {};
    const std::string prefix = ascii_upper(address_of_mailbox("x"));
    const std::string_view place = std::string_view(prefix).substr(0, prefix.size() - 1);
    return ascii_upper(address).starts_with(place) ? address.substr(place.size()) : std::string();
}

Result<std::string> Postoffice::sha256() {
    if (sha256_.empty()) sha256_ = TRY(study_->files.sha256());
    return sha256_;
}

Result<model::Origin> Postoffice::origin() {
    if (options_.hash_files) TRY_VOID(sha256());
    return model::Origin{"postoffice", path_, directory_.kind, size_, sha256_};
}

Result<std::unique_ptr<MailboxReader>> Postoffice::open_mailbox(std::size_t index) {
    if (index >= mailboxes_.size()) return fail(Errc::not_found, "there are fewer mailboxes");
    const MailboxPlan& plan = mailboxes_[index];
    Findings findings;
    std::vector<MailboxPart> parts;
    for (const std::string& broken : plan.broken) findings.add(MessageId::postoffice_store_unreadable, broken);
    for (const std::size_t store : plan.stores) {
        auto reader = stores_.open(store);
        if (reader)
            parts.push_back({std::move(*reader), MessageId::source_several_stores});
        else
            findings.add(MessageId::postoffice_store_unreadable, reader.error().describe());
    }
    if (plan.hexid || !plan.queued.empty()) add_own_parts(plan, parts);
    if (!plan.orphans.empty() || !plan.loose.empty())
        parts.push_back({open_orphan_mail(context_, plan.orphans, plan.loose), MessageId::source_several_stores});
    if (plan.mailbox.shared) {
        const FolderDirectory place{"FOLDERS/PUB", "FOLDERS/PUB/FOLDROOT.IDX", true};
        if (auto folders = open_folder_directory(context_, place, Findings()))
            parts.push_back({std::move(folders), {}});
        if (auto schedules = open_schedule_files(context_)) parts.push_back({std::move(schedules), {}});
    }
    model::Mailbox mailbox = plan.mailbox;
    mailbox.origin = TRY(origin());
    return join_mailbox(std::move(mailbox), std::move(parts), std::move(findings), options_.dig);
}

std::vector<WaitingMessage> Postoffice::waiting_for(const MailboxPlan& plan, Findings& found) const {
    // The KEY of swapped mailbags does not belong to the one it stands beside.
    if (plan.mailbag) return messages_without_key(*study_, *plan.mailbag, found);
    if (plan.hexid) return waiting_messages(*study_, *plan.hexid, options_.dig, found);
    return {};
}

void Postoffice::add_own_parts(const MailboxPlan& plan, std::vector<MailboxPart>& parts) const {
    Findings found;
    std::vector<WaitingMessage> waiting = waiting_for(plan, found);
    for (const std::uint32_t number : plan.queued) {
        found.add(MessageId::postoffice_queue_mail, postoffice::hexid_text(number) + ".MAI");
        waiting.push_back({.number = number});
    }
    parts.push_back({open_waiting_mail(context_, plan.hexid, std::move(waiting), std::move(found)),
                     MessageId::postoffice_shadow_copy});
    if (!plan.hexid) return;
    const std::string name = postoffice::hexid_text(*plan.hexid);
    const FolderDirectory place{"FOLDERS/LOC/" + name, fmt::format("FOLDERS/LOC/{}/{}.IDX", name, name), false};
    if (auto folders = open_folder_directory(context_, place, Findings()))
        parts.push_back({std::move(folders), MessageId::source_several_stores});
}

}  // namespace restante::sources
