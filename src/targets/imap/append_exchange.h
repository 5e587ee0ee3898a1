// APPEND over one connection: sends a group of messages, and reads what the server answers. Not thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "targets/imap/account.h"
#include "targets/imap/outgoing.h"
#include "targets/imap/server.h"
#include "targets/journal.h"

namespace restante::targets::imap {

class AppendExchange {
public:
    // Called once, before the end of the first command leaves: what stands before that end travels already, and the
    // server stores nothing yet. An error: the end must not leave.
    using Turn = std::function<Result<void>()>;

    // It outlives this.
    explicit AppendExchange(Account& account) : account_(account) {}

    // Asked before the end of each command; what it refuses is not sent. It outlives this.
    void set_journal(Journal& journal) { journal_ = &journal; }

    // Sends as much as can be sent before an answer. Only while the account is connected; unreachable: no longer.
    Result<void> send(const std::string& mailbox, const Group& group, Way way, const Turn& turn);
    // The answers, one for each message; one for all when they went together. Fewer: BAD, a wish to wait, or an error.
    Result<void> receive(const Group& group, Way way, std::vector<Response>& answers);
    // Why the message that was being sent could not be read, when that is what went wrong.
    [[nodiscard]] std::optional<Error> take_content_error() { return std::exchange(content_error_, std::nullopt); }

private:
    Result<void> send_together(const Group& group, const Turn& turn);
    Result<void> send_pipelined(const Group& group);
    Result<void> send_one(const Outgoing& item, Way way);
    Result<Response> answer_to_one();
    Result<void> send_content(const Outgoing& item);
    Result<void> send_end();

    Account& account_;
    Journal* journal_ = nullptr;
    std::string mailbox_;                   // quoted
    std::vector<std::string> tags_;         // of commands without an answer
    std::optional<Response> refusal_{};     // instead of leave to send the literal
    std::optional<Error> content_error_{};  // of the item that was being sent
};

}  // namespace restante::targets::imap
