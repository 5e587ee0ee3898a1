#include "sources/postoffice/waiting_mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/result.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/mail/read_mark.h"
#include "formats/postoffice/records/field_access.h"
#include "model/address_book.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "sources/postoffice/mail_catalog.h"
#include "sources/postoffice/personal_names.h"
#include "sources/postoffice/postoffice_message.h"
#include "sources/source.h"

namespace restante::sources {
namespace {

class WaitingMail final : public MailboxReader {
public:
    WaitingMail(const MessageContext& context, std::optional<std::uint32_t> hexid, std::vector<WaitingMessage> messages,
                Findings findings)
        : context_(context), hexid_(hexid), messages_(std::move(messages)), findings_(std::move(findings)) {
        model::Folder inbox;
        inbox.path = {"Inbox"};
        inbox.role = model::FolderRole::inbox;
        folders_.push_back(std::move(inbox));
        leave_out_repeated();
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t /*folder*/) const override { return messages_.size(); }

    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        if (folder != 0 || index >= messages_.size()) return fail(Errc::not_found, "there are fewer messages");
        const WaitingMessage& waiting = messages_[index];
        const std::string item = fmt::format("Inbox/{}", index);
        if (left_out_[index]) return fail(Errc::too_large, "the mailbag names the same messages again and again");
        auto message = read_postoffice_message(context_, waiting.number, findings_, item);
        if (!message) {
            const bool missing = message.error().code == Errc::not_found;
            if (missing) findings_.add(MessageId::postoffice_message_missing, message.error().what, item);
            return message;
        }
        // What only the header tells; it may be damaged, so that the message comes first.
        message->received = waiting.delivered;
        if (waiting.recovered) message->recovered.dug = true;
        if (waiting.read) message->status = model::MessageStatus{.read = *waiting.read};
        if (!message->subject && !waiting.subject.empty())
            message->subject = context_.page.decode(as_bytes(waiting.subject));
        return message;
    }
    Result<std::vector<model::AddressBook>> address_books() override {
        if (!hexid_) return std::vector<model::AddressBook>();
        return read_personal_names(context_.study, context_.page, *hexid_, findings_);
    }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    // So that a few bytes of a header cannot cost a large message each.
    void leave_out_repeated() {
        std::set<std::uint32_t> met;
        std::uint64_t repeated = 0;
        std::size_t count = 0;
        for (const WaitingMessage& waiting : messages_) {
            const bool first = met.insert(waiting.number).second;
            const auto file = context_.study.catalog.messages.find(waiting.number);
            if (!first && file) repeated += context_.study.files.file(*file).size;
            left_out_.push_back(!first && repeated > kMostRepeatedBytes);
            count += left_out_.back() ? 1U : 0U;
        }
        if (count != 0)
            findings_.add(MessageId::limit_work, fmt::format("{} headers name messages that were named before", count));
    }

    const MessageContext& context_;
    std::optional<std::uint32_t> hexid_;
    std::vector<WaitingMessage> messages_;
    std::vector<bool> left_out_{};
    Findings findings_;
    model::Mailbox mailbox_{};
    std::vector<model::Folder> folders_{};
};

// Where a set bit means live, a KEY whose sectors were lost when the disk was copied calls everything deleted.
void tell_all_deleted(const PostofficeStudy& study, const Mailbag& mailbag, const postoffice::HeaderLists& lists,
                      const std::string& name, bool dig, Findings& findings) {
    const bool zeros_delete = std::ranges::all_of(
        study.keys.standing, [](std::size_t variant) { return postoffice::key_variants()[variant].set_is_live; });
    if (!zeros_delete || !lists.live.empty() || !lists.unknown.empty()) return;
    const auto there = std::ranges::count_if(mailbag.headers, [&](const postoffice::MailbagHeader& header) {
        const auto number = message_number(header);
        return number && study.catalog.messages.contains(*number);
    });
    if (there != 0)
        findings.add(MessageId::postoffice_zero_sectors,
                     fmt::format("all {} messages of the mailbag count as deleted{}", there,
                                 dig ? "" : "; restante recover delivers them"),
                     name + ".KEY");
}

}  // namespace

std::vector<WaitingMessage> waiting_messages(const PostofficeStudy& study, std::uint32_t hexid, bool dig,
                                             Findings& findings) {
    const std::string name = postoffice::hexid_text(hexid);
    const Mailbag mailbag = read_mailbag_of(study.files, study.catalog, hexid, findings);
    const auto lists =
        postoffice::header_lists(mailbag.key, mailbag.headers.size(), study.keys.standing, findings, name + ".KEY");
    if (postoffice::speaks_of_more_headers(mailbag.key, mailbag.headers.size(), study.keys.standing))
        findings.add(MessageId::postoffice_mailbag_short,
                     fmt::format("{}.MBG has {} headers", name, mailbag.headers.size()));
    tell_all_deleted(study, mailbag, lists, name, dig, findings);
    std::vector<char> state(mailbag.headers.size(), '?');
    for (const std::size_t index : lists.live) state[index] = 'l';
    for (const std::size_t index : lists.dead) state[index] = 'd';
    std::set<std::uint32_t> in_use;  // one message may have several headers, of which some are deleted
    for (std::size_t i = 0; i < mailbag.headers.size(); ++i)
        if (const auto number = message_number(mailbag.headers[i]); number && state[i] != 'd') in_use.insert(*number);
    std::vector<WaitingMessage> waiting;
    std::size_t unknown = 0, deleted = 0;
    for (std::size_t i = 0; i < mailbag.headers.size(); ++i) {
        const postoffice::MailbagHeader& header = mailbag.headers[i];
        const auto number = message_number(header);
        const bool there = number && study.catalog.messages.contains(*number);
        const bool dead = state[i] == 'd';
        if (dead && !(dig && there && in_use.insert(*number).second)) continue;
        // A header of which nobody knows whether it is deleted, and without a message, was.
        if (state[i] == '?' && !there) continue;
        unknown += state[i] == '?' ? 1U : 0U;
        if (!number) continue;  // the reader of mailbags told
        deleted += dead ? 1U : 0U;
        waiting.push_back(
            {*number, header.time, header.subject, dead, postoffice::agreed_read(header, study.read_marks.standing)});
    }
    if (deleted != 0)
        findings.add(MessageId::postoffice_deleted_recovered, fmt::format("{} messages of mailbag {}", deleted, name));
    if (unknown != 0)
        findings.add(MessageId::postoffice_deletion_unknown, fmt::format("{} messages of mailbag {}", unknown, name));
    return waiting;
}

std::vector<WaitingMessage> messages_without_key(const PostofficeStudy& study, std::uint32_t hexid,
                                                 Findings& findings) {
    std::vector<WaitingMessage> waiting;
    for (const postoffice::MailbagHeader& header :
         read_mailbag_of(study.files, study.catalog, hexid, findings).headers) {
        const auto number = message_number(header);
        if (number && study.catalog.messages.contains(*number))
            waiting.push_back({*number, header.time, header.subject, false,
                               postoffice::agreed_read(header, study.read_marks.standing)});
    }
    return waiting;
}

std::unique_ptr<MailboxReader> open_waiting_mail(const MessageContext& context, std::optional<std::uint32_t> hexid,
                                                 std::vector<WaitingMessage> messages, Findings findings) {
    return std::make_unique<WaitingMail>(context, hexid, std::move(messages), std::move(findings));
}

}  // namespace restante::sources
