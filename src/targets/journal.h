// What a target that stores item by item (a mail server) tells before and after it sends, so that a run that dies at
// any moment neither loses nor doubles an item. Targets whose mailboxes appear as a whole need none of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace restante::targets {

struct Delivery;

struct JournalItem {
    std::string item{};      // "Inbox/3", as given to add_message
    std::string item_id{};   // its stable identity
    std::uint64_t size = 0;  // bytes that will be sent
    std::string sha256{};    // of them, lower-case hex; "" when they are not known before they are sent
};

class Journal {
public:
    Journal() = default;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    virtual ~Journal() = default;

    // On record for good when it returns: only then may bytes of these items leave. After an error none of them may be
    // sent; the error is to be handed up as it is.
    virtual Result<void> intend(std::span<const JournalItem> items) = 0;
    // Asked before the last bytes of a message leave: conflict when somebody has taken over in the meantime (the
    // process was stopped, the machine asleep), and then nothing more may be sent. Costs nothing unless a second has
    // gone by.
    virtual Result<void> still_ours() { return {}; }
    // What became of an item for which add_message() answered `pending`: exactly once for each, before finish() of its
    // mailbox returns. Called from the thread that called the writer.
    virtual void settled(const std::string& item_id, Result<Delivery> outcome) = 0;
};

}  // namespace restante::targets
