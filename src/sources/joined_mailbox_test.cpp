#include "sources/joined_mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace restante::sources {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct PlainFolder {
    model::Folder folder{};
    std::vector<model::Message> messages{};
};

class PlainReader final : public MailboxReader {
public:
    explicit PlainReader(std::vector<PlainFolder> content) : content_(std::move(content)) {
        for (const PlainFolder& one : content_) folders_.push_back(one.folder);
    }
    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return content_[folder].messages.size();
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        return content_[folder].messages[index];
    }
    Result<std::vector<model::AddressBook>> address_books() override { return std::vector<model::AddressBook>(); }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    std::vector<PlainFolder> content_;
    model::Mailbox mailbox_{};
    std::vector<model::Folder> folders_{};
    Findings findings_{};
};

model::Message letter(const std::string& subject, bool recovered = false) {
    model::Message message;
    message.subject = subject;
    message.body = "text of " + subject;
    message.from = {{"Ann", "MS", "ACME/HQ/ANN", model::AddressKind::resolved, {}}};
    message.sent = LocalTime{1996, 5, 4, 10, 11, 12};
    message.recovered = recovered;
    return message;
}

PlainFolder folder(const std::string& name, std::vector<model::Message> messages, bool recovered = false) {
    PlainFolder one;
    one.folder.path = {name};
    one.folder.recovered = recovered;
    one.messages = std::move(messages);
    return one;
}

using Parts = std::vector<std::vector<PlainFolder>>;

struct Joined {
    std::vector<std::string> messages{};  // "Inbox: subject", with * for those that were recovered
    std::vector<std::string> findings{};
};

Joined join(Parts parts, bool dig) {
    std::vector<MailboxPart> readers;
    for (auto& part : parts)
        readers.push_back({std::make_unique<PlainReader>(std::move(part)), MessageId::source_several_stores});
    const auto mailbox = join_mailbox({}, std::move(readers), Findings(), dig);
    Joined joined;
    for (std::size_t i = 0; i < mailbox->folders().size(); ++i) {
        if (mailbox->message_count(i) == 0) joined.messages.push_back(model::display_path(mailbox->folders()[i]));
        for (std::size_t index = 0; index < mailbox->message_count(i); ++index) {
            const auto message = mailbox->read_message(i, index);
            joined.messages.push_back(model::display_path(mailbox->folders()[i]) + ": " + *message->subject +
                                      (message->recovered ? "*" : ""));
        }
    }
    for (const Finding& finding : mailbox->findings().list())
        joined.findings.push_back(std::string(message_text(finding.id).code) + " " + finding.text);
    return joined;
}

TEST(JoinedMailbox, WhatAnEarlierPartHoldsIsDeliveredOnce) {
    const Joined joined = join({{folder("Inbox", {letter("a"), letter("b")})},
                                {folder("INBOX", {letter("b"), letter("c")}), folder("Old", {letter("d")})}},
                               false);
    EXPECT_THAT(joined.messages, ElementsAre("Inbox: a", "Inbox: b", "Inbox: c", "Old: d"));
    EXPECT_THAT(joined.findings, ElementsAre("SRC-007 1 messages"));
}

TEST(JoinedMailbox, RecoveredMailGivesWayToMailOfAnyPart) {
    const Joined joined = join({{folder("Inbox", {letter("deleted", true), letter("moved", true), letter("a")})},
                                {folder("Private", {letter("moved"), letter("b")})}},
                               true);
    EXPECT_THAT(joined.messages, ElementsAre("Inbox: a", "Inbox: deleted*", "Private: moved", "Private: b"));
    EXPECT_THAT(joined.findings, ElementsAre("SRC-009 1 messages"));
}

TEST(JoinedMailbox, RecoveredMailGivesWayInItsOwnPart) {
    const Joined joined =
        join({{folder("Inbox", {letter("a", true), letter("b", true)}), folder("Kept", {letter("a")})}}, true);
    EXPECT_THAT(joined.messages, ElementsAre("Inbox: b*", "Kept: a"));
}

TEST(JoinedMailbox, WhatIsDugOutOfTwoPartsIsDeliveredOnce) {
    const Joined joined =
        join({{folder("Inbox", {letter("a", true)})}, {folder("Inbox", {letter("a", true), letter("b", true)})}}, true);
    EXPECT_THAT(joined.messages, ElementsAre("Inbox: a*", "Inbox: b*"));
}

TEST(JoinedMailbox, FoldersForRecoveredMailAreThereForMailAlone) {
    const Parts parts{{folder("Inbox", {letter("a")})}, {folder("Recovered", {letter("a", true)}, true)}};
    EXPECT_THAT(join(parts, true).messages, ElementsAre("Inbox: a"));
    const Parts more{{folder("Inbox", {letter("a")})}, {folder("Recovered", {letter("b", true)}, true)}};
    EXPECT_THAT(join(more, true).messages, ElementsAre("Inbox: a", "Recovered: b*"));
    EXPECT_THAT(join(more, true).findings, IsEmpty());
}

}  // namespace
}  // namespace restante::sources
