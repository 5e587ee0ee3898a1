// Sends messages over one connection, as fast as the server lets it, and each of them once. Not thread-safe.
//
// An APPEND is never repeated blindly: when a connection is lost before the answer came, the folder is looked through
// on a new one first.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "targets/imap/account.h"
#include "targets/imap/append_exchange.h"
#include "targets/imap/once_noted.h"
#include "targets/imap/outgoing.h"
#include "targets/imap/server.h"
#include "targets/journal.h"

namespace restante::targets::imap {

// Whether other connections of the account are there.
enum class Others : std::uint8_t { none, can_take_over };

// What a connection that cannot be made again leaves to others; it may have arrived.
struct Leftover {
    std::vector<Outgoing> items{};
    std::shared_ptr<OpenFolder> folder{};
    Settle settle{};
};

class Uploader {
public:
    using Turn = AppendExchange::Turn;

    // All outlive it. What the server asks for is added to the losses.
    Uploader(Account& account, Server& server, OnceNoted& losses)
        : account_(account), server_(server), losses_(losses), commands_(account) {}

    // Asked before the end of each command that stores something; what it refuses is not sent. It outlives the
    // uploader.
    void set_journal(Journal& journal) { commands_.set_journal(journal); }
    // The folder exists; fills in what it holds, unless it is new, and how large its messages may be. Only while not
    // busy().
    Result<void> look_into(OpenFolder& folder, bool is_new);

    // Sends the items and leaves the server's answer for finish(). Those with `write` must come alone. `turn` is called
    // once, before anything of them can be stored; its error: nothing is. Only while not busy().
    void start(std::vector<Outgoing> items, std::shared_ptr<OpenFolder> folder, Settle settle, const Turn& turn);
    // The same for what another left, all of it in finish().
    void take_over(Leftover leftover);
    // Waits for the answers, repeats what must be repeated, and settles each item of start() exactly once. An error:
    // the items know it already, and nothing else will be taken either. Where others can take over, and the connection
    // cannot be made again, it remains busy(): they settle what is left.
    Result<void> finish(Others others);
    // Only when finish() left something: it is not busy() any more.
    [[nodiscard]] Leftover take_leftover();
    [[nodiscard]] bool busy() const { return !items_.empty(); }
    [[nodiscard]] const std::shared_ptr<OpenFolder>& folder() const { return folder_; }  // of start()
    [[nodiscard]] bool is_sending(std::string_view item_id) const;

private:
    // How far a group has come.
    struct Progress {
        Way way = Way::ask_first;
        bool doubted = false;                // a faster way was not understood
        bool message_at_fault = false;       // not the way it was sent
        int losses = 0;                      // of the connection, without an item delivered meanwhile
        int waits = 0;                       // because the server asked for it
        bool doubtful = false;               // it may have arrived, over another connection
        bool left_to_others = false;         // nothing more can be sent over this connection
        std::optional<Error> end{};          // nothing more can be sent
        std::optional<Result<void>> sent{};  // the group is on its way, or was lost on it
    };

    [[nodiscard]] Group whole_group() const;
    // Why nothing more can be sent, if so.
    std::optional<Error> deliver_group(Group group, Progress progress);
    void deliver_halves(Group& group, Progress& progress);
    void attempt(Group& group, Progress& progress);
    void take_answers(Group& group, const std::vector<Response>& answers, Progress& progress);
    void take_common_answer(Group& group, const Response& answer, Progress& progress);
    void refused(const Outgoing& item, const Response& answer, Progress& progress);
    void wait_as_told(const Response& answer, Progress& progress);
    void not_understood(Group& group, const Response& answer, Progress& progress);
    void lost(Error error, Progress& progress);
    Result<void> look_again(Group& group);
    [[nodiscard]] Progress first_try(const Group& group) const;
    [[nodiscard]] Way best_way(const Group& group) const;
    void delivered(const Outgoing& item, std::uint32_t uid);

    Account& account_;
    Server& server_;
    OnceNoted& losses_;
    AppendExchange commands_;
    std::shared_ptr<OpenFolder> folder_{};
    // What start() was given and finish() has not settled.
    std::vector<Outgoing> items_;
    Settle settle_;
    Progress progress_{};
    Others others_ = Others::none;
    Group left_;  // of items_: for others
};

// Whether a message of that size can go with others.
[[nodiscard]] bool fits_batch(std::uint64_t size, const Abilities& abilities, const OpenFolder& folder);

}  // namespace restante::targets::imap
