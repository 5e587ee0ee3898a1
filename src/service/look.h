// Use case look: read what a source holds, a page at a time, before anything is migrated. Writes nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "model/address_book.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "service/exit_code.h"
#include "service/inspect.h"
#include "sources/source.h"

namespace restante::service {

struct LookedFolder {
    model::Folder folder{};
    std::size_t messages = 0;
};

// One line of a list of messages.
struct LookedMessage {
    std::size_t position = 0;  // in the folder, from 0
    std::string subject{}, from{};
    std::optional<LocalTime> date{};  // received, else sent
    bool unread = false, urgent = false;
    std::size_t attachments = 0;
    std::uint64_t bytes = 0;  // of body and attachments
    std::string problem{};    // why it cannot be read; "": it can
};

// An open source. Keeps the mailbox that was asked for last open. Not thread-safe; what it returns is the caller's, and
// the bytes of attachments may be read by any thread while this lives.
class Look {
public:
    static constexpr std::size_t kLongestPage = 500;  // messages

    // Of the request: source, administrator, layouts, code page. Refuses as inspect() does.
    static Outcome<std::unique_ptr<Look>> open(const InspectRequest& request);

    [[nodiscard]] std::size_t mailbox_count() const { return source_->mailbox_count(); }
    Outcome<model::Mailbox> mailbox(std::size_t mailbox);
    Outcome<std::vector<LookedFolder>> folders(std::size_t mailbox);
    // At most kLongestPage messages from `first` on; fewer at the end of the folder.
    Outcome<std::vector<LookedMessage>> page(std::size_t mailbox, std::size_t folder, std::size_t first,
                                             std::size_t count);
    Outcome<model::Message> message(std::size_t mailbox, std::size_t folder, std::size_t position);
    Outcome<std::vector<model::AddressBook>> address_books(std::size_t mailbox);

private:
    explicit Look(std::unique_ptr<sources::Source> source) : source_(std::move(source)) {}
    Outcome<sources::MailboxReader*> reader(std::size_t mailbox);
    Outcome<sources::MailboxReader*> reader_with(std::size_t mailbox, std::size_t folder);

    std::unique_ptr<sources::Source> source_;
    std::unique_ptr<sources::MailboxReader> reader_{};
    std::size_t open_ = 0;  // which mailbox reader_ reads
};

}  // namespace restante::service
