// Sends messages into one folder at a time, as fast as the server lets it, and each of them once. Not thread-safe.
//
// An APPEND is never repeated blindly: when a connection is lost before the answer came, the folder is looked through
// on a new one first.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "targets/files/id_set.h"
#include "targets/imap/account.h"
#include "targets/imap/server.h"
#include "targets/journal.h"
#include "targets/target.h"

namespace restante::targets::imap {

struct Outgoing {
    std::string item{}, item_id{};
    std::string flags{};  // "\\Seen \\Draft"
    std::string date{};   // INTERNALDATE
    std::uint64_t size = 0;
    std::string sha256{};
    std::string content{};                                // the message, when it is small
    std::function<Result<void>(ByteSink& sink)> write{};  // else what writes its `size` bytes
};

using Settle = std::function<void(const Outgoing& item, Result<Delivery> outcome)>;

class Uploader {
public:
    // All outlive it. What the server asks for is added to the losses.
    Uploader(Account& account, Server& server, Findings& losses)
        : account_(account), server_(server), losses_(losses) {}

    // Asked before the end of each command that stores something; what it refuses is not sent. It outlives the
    // uploader.
    void set_journal(Journal& journal) { journal_ = &journal; }
    // The folder exists; looks which items it holds.
    Result<void> begin_folder(const std::string& mailbox);
    [[nodiscard]] bool holds(std::string_view item_id) const { return present_.contains(item_id); }
    // Settles each item exactly once. Those with `write` must come alone.
    void deliver(std::span<const Outgoing> items, const Settle& settle);
    // Whether the message can go in a batch with others.
    [[nodiscard]] bool fits_batch(std::uint64_t size) const;
    [[nodiscard]] std::optional<std::uint64_t> append_limit() const { return append_limit_; }
    [[nodiscard]] const std::string& shown_mailbox() const { return shown_mailbox_; }

private:
    using Group = std::vector<const Outgoing*>;
    // How far a group has come.
    struct Progress {
        Way way = Way::ask_first;
        bool doubted = false;           // a faster way was not understood
        bool message_at_fault = false;  // not the way it was sent
        int losses = 0;                 // of the connection, without an item delivered meanwhile
        int waits = 0;                  // because the server asked for it
        std::optional<Error> end{};     // nothing more can be sent
    };

    void deliver_group(Group group, const Settle& settle);
    void attempt(Group& group, Progress& progress, const Settle& settle);
    void take_answers(Group& group, const std::vector<Response>& answers, Progress& progress, const Settle& settle);
    void take_common_answer(Group& group, const Response& answer, Progress& progress, const Settle& settle);
    void refused(const Outgoing& item, const Response& answer, Progress& progress, const Settle& settle);
    void wait_as_told(const Response& answer, Progress& progress);
    void not_understood(Group& group, const Response& answer, Progress& progress, const Settle& settle);
    void lost(Error error, Progress& progress);
    Result<void> look_again(Group& group, const Settle& settle);
    Result<void> exchange(const Group& group, Way way, std::vector<Response>& answers);
    Result<void> send_together(const Group& group, std::vector<Response>& answers);
    Result<void> send_pipelined(const Group& group, std::vector<Response>& answers);
    Result<Response> send_one(const Outgoing& item, Way way);
    Result<void> send_content(const Outgoing& item);
    Result<void> send_end();
    [[nodiscard]] Way best_way(const Group& group) const;
    void delivered(const Outgoing& item, std::uint32_t uid, const Settle& settle);
    void note(MessageId id, const std::string& text);

    Account& account_;
    Server& server_;
    Findings& losses_;
    Journal* journal_ = nullptr;
    std::string mailbox_;        // as the server wants it
    std::string shown_mailbox_;  // for people
    files::IdSet present_;
    std::optional<std::uint64_t> append_limit_{};
    std::optional<Error> content_error_{};  // of the item that was being sent
    std::vector<MessageId> noted_;          // once a mailbox is enough
};

}  // namespace restante::targets::imap
