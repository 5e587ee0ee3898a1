// The mail that waits for one user in his mailbag, as a mailbox with an Inbox. Source: docs/formats/postoffice-mail.md
// 6 and 7.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sources/postoffice/postoffice_message.h"
#include "sources/source.h"

namespace restante::sources {

struct WaitingMessage {
    std::uint32_t number = 0;  // of the MAI file
    std::optional<LocalTime> delivered{};
    std::string subject{};       // in the code page of the postoffice
    bool recovered = false;      // its header is deleted
    std::optional<bool> read{};  // nothing: not known
};

// Messages of headers that are not deleted, in order, and with `dig` the deleted ones whose message is still there.
// Headers in use whose message is missing are among them: they are found, and cannot be read.
[[nodiscard]] std::vector<WaitingMessage> waiting_messages(const PostofficeStudy& study, std::uint32_t hexid, bool dig,
                                                           Findings& findings);

// All messages of the mailbag that are there.
[[nodiscard]] std::vector<WaitingMessage> messages_without_key(const PostofficeStudy& study, std::uint32_t hexid,
                                                               Findings& findings);

// Bytes of messages that headers of one mailbag name again. Sound ones name each message once.
constexpr std::uint64_t kMostRepeatedBytes = 16ULL * 1024 * 1024;

// With the personal address list of the owner, when there is one. `context` outlives it. Messages that are named again
// beyond kMostRepeatedBytes cannot be read (too_large).
std::unique_ptr<MailboxReader> open_waiting_mail(const MessageContext& context, std::optional<std::uint32_t> hexid,
                                                 std::vector<WaitingMessage> messages, Findings findings);

}  // namespace restante::sources
