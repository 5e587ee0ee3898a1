// Messages that no mailbag names and attachments that no message names: counted, or given to somebody.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/records/field_access.h"
#include "sources/message_identity.h"
#include "sources/postoffice/orphan_mail.h"
#include "sources/postoffice/postoffice.h"

namespace restante::sources {
namespace {

constexpr std::string_view kOrphanMailbox = "recovered";
constexpr std::size_t kOrphansRead = 500;  // to see whom they are for

}  // namespace

// With whom they are for: a header that a mailbag has lost leaves no other trace.
void Postoffice::tell_orphans() {
    const std::set<std::uint32_t> named = named_messages(*study_, false);
    std::size_t orphans = 0;
    std::map<std::string, std::size_t> meant_for;
    Findings ignored(0);
    for (const auto& [number, index] : study_->catalog.messages) {
        if (named.contains(number) || ++orphans > kOrphansRead) continue;
        if (const auto message = read_postoffice_message(context_, number, ignored, {}))
            for (const std::size_t user : recipients_here(*message)) ++meant_for[mailboxes_[user].mailbox.name];
    }
    if (orphans == 0) return;
    std::string text = fmt::format("{} messages", orphans);
    std::string_view before = ", for ";
    for (const auto& [mailbox, count] : meant_for) {
        text += fmt::format("{}{} ({})", before, mailbox, count);
        before = ", ";
    }
    findings_.add(MessageId::postoffice_orphans, text, path_);
}

// Nobody has them, and no mailbag keeps them for somebody who left.
std::vector<std::uint32_t> Postoffice::orphans_to_give() const {
    std::set<std::uint32_t> taken = named_messages(*study_, true);
    Findings ignored(0);  // told when the mailboxes are opened
    for (const MailboxPlan& plan : mailboxes_)
        for (const WaitingMessage& waiting : waiting_for(plan, ignored)) taken.insert(waiting.number);
    std::vector<std::uint32_t> orphans;
    for (const auto& [number, index] : study_->catalog.messages)
        if (!taken.contains(number)) orphans.push_back(number);
    return orphans;
}

// A message that its sender or one of its recipients has in his mailbox was not lost. Their mailboxes are read, each
// once.
void Postoffice::drop_kept_elsewhere(std::vector<std::uint32_t>& orphans) {
    Findings ignored(0);
    std::map<std::size_t, std::vector<std::uint32_t>> concerned;  // by place of the mailbox
    for (const std::uint32_t number : orphans)
        if (const auto message = read_postoffice_message(context_, number, ignored, {}))
            for (const std::size_t user : users_among({&message->from, &message->to, &message->cc, &message->bcc}))
                concerned[user].push_back(number);
    std::set<std::uint32_t> kept;
    for (const auto& [user, numbers] : concerned) {
        const auto mailbox = open_mailbox(user);
        if (!mailbox) continue;
        MessageIdentities known;
        for (std::size_t folder = 0; folder < (*mailbox)->folders().size(); ++folder)
            for (std::size_t i = 0; i < (*mailbox)->message_count(folder); ++i)
                if (const auto message = (*mailbox)->read_message(folder, i)) known.add(*message);
        for (const std::uint32_t number : numbers)
            if (const auto message = read_postoffice_message(context_, number, ignored, {}))
                if (known.take(*message)) kept.insert(number);
    }
    if (kept.empty()) return;
    std::erase_if(orphans, [&](std::uint32_t number) { return kept.contains(number); });
    findings_.add(MessageId::source_recovered_doubles, fmt::format("{} messages", kept.size()), path_);
}

// To the only user a message is addressed to; everything else to a mailbox of nobody, since a wrong guess would show
// one user's mail to another.
void Postoffice::give_orphans() {
    MailboxPlan nobodys;
    nobodys.mailbox.name = kOrphanMailbox;
    const auto in_use = [&](const MailboxPlan& plan) {
        return equals_ignoring_ascii_case(plan.mailbox.name, nobodys.mailbox.name);
    };
    for (unsigned number = 2; std::ranges::any_of(mailboxes_, in_use); ++number)
        nobodys.mailbox.name = fmt::format("{}{}", kOrphanMailbox, number);
    for (const std::uint32_t number : orphans_to_give()) {
        Findings ignored(0);
        const auto message = read_postoffice_message(context_, number, ignored, {});
        const std::set<std::size_t> recipients = message ? recipients_here(*message) : std::set<std::size_t>();
        if (recipients.size() != 1) {
            nobodys.orphans.push_back(number);
            continue;
        }
        MailboxPlan& owner = mailboxes_[*recipients.begin()];
        owner.orphans.push_back(number);
        findings_.add(MessageId::postoffice_orphan_given,
                      fmt::format("{}.MAI: {}", postoffice::hexid_text(number), owner.mailbox.name), path_);
    }
    drop_kept_elsewhere(nobodys.orphans);
    nobodys.loose = unnamed_attachments(*study_);
    if (!nobodys.orphans.empty())
        findings_.add(MessageId::postoffice_orphan_unowned,
                      fmt::format("{} messages: mailbox {}", nobodys.orphans.size(), nobodys.mailbox.name), path_);
    if (!nobodys.loose.empty())
        findings_.add(MessageId::postoffice_attachment_orphan,
                      fmt::format("{} attachments: mailbox {}", nobodys.loose.size(), nobodys.mailbox.name), path_);
    if (!nobodys.orphans.empty() || !nobodys.loose.empty()) mailboxes_.push_back(std::move(nobodys));
}

}  // namespace restante::sources
