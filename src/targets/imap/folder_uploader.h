// Sends messages into one folder after another over several connections of one account. Not thread-safe, and needs no
// threads: the server works on what it was sent while the next messages are composed.
//
// In a folder messages get their numbers (UID) in the order they came: what is sent while the batch before it is under
// way travels over another connection, except for its last line end, which waits for the answer to that batch.
// Batches of different folders do not wait for each other. When a connection is lost and cannot be made again, its
// batch goes over another one as soon as that has nothing else to do, perhaps behind the batch that was to follow it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "targets/imap/account.h"
#include "targets/imap/once_noted.h"
#include "targets/imap/outgoing.h"
#include "targets/imap/uploader.h"

namespace restante::targets::imap {

class FolderUploader {
public:
    // Uses at most `connections` (1 or more) at once, fewer when the server takes no more (IMAP-009). `server` and
    // `losses` outlive it.
    FolderUploader(Destination destination, std::size_t connections, Server& server, Findings& losses);

    void set_journal(Journal& journal);
    // For commands of others; connected, and valid until the next call.
    Result<std::reference_wrapper<Account>> idle_account();
    // The folder exists; looks which items it holds, unless it was made just now.
    Result<void> begin_folder(const std::string& mailbox, bool is_new);
    [[nodiscard]] bool holds(std::string_view item_id) const { return folder_->present.contains(item_id); }
    [[nodiscard]] bool is_sending(std::string_view item_id) const;
    // Settles each item exactly once, at the latest in wait(). Those with `write` must come alone.
    void deliver(std::vector<Outgoing> items, const Settle& settle);
    // Everything is settled when it returns.
    void wait();
    // Whether the message can go in a batch with others.
    [[nodiscard]] bool fits_batch(std::uint64_t size) const;
    [[nodiscard]] std::optional<std::uint64_t> append_limit() const { return folder_->append_limit; }
    [[nodiscard]] const std::string& shown_mailbox() const { return folder_->shown; }

private:
    struct Line {
        Line(const Destination& destination, Server& server, OnceNoted& losses)
            : account(destination, server), uploader(account, server, losses) {}

        Account account;
        Uploader uploader;
        std::size_t started = 0;  // the number of its batch
    };

    // One that is not busy.
    Line& next_line();
    Line* open_another();
    // What the line cannot finish waits for another one.
    Result<void> finish(Line& line);
    void deliver_leftovers();
    void give_up_leftovers(const Error& why);
    // Of those that are busy; null: none is.
    Line* longest_at_work();

    Destination destination_;
    std::size_t most_;
    Server& server_;
    OnceNoted losses_;
    Journal* journal_ = nullptr;
    std::vector<std::unique_ptr<Line>> lines_;  // at least one
    std::shared_ptr<OpenFolder> folder_ = std::make_shared<OpenFolder>();
    std::vector<Leftover> leftovers_;
    std::size_t batches_ = 0, messages_ = 0;
    Line* last_ = nullptr;  // took the batch before
};

}  // namespace restante::targets::imap
