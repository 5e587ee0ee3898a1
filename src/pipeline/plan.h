// What a run will do, found out before anything is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/directory.h"
#include "model/mailbox.h"
#include "pipeline/listed_users.h"
#include "pipeline/selection.h"
#include "sources/source.h"

namespace restante::pipeline {

struct PlannedMailbox {
    std::size_t index = 0;  // in the source
    bool selected = true;
    model::Mailbox mailbox{};  // as it is delivered; empty when it could not be opened
    std::size_t folders = 0;
    std::uint64_t messages = 0;
    std::optional<Error> error{};  // why it could not be opened
};

struct Plan {
    std::vector<PlannedMailbox> mailboxes{};
    // The accounts of the source's postoffices, and of mailboxes that belong to none. Those that are not wanted are
    // left_out.
    std::vector<model::Directory> directories{};
    Findings findings{};  // about the user list
    // Kept open when there is only one mailbox, so that a large store is opened once.
    std::unique_ptr<sources::MailboxReader> only_reader{};

    [[nodiscard]] std::vector<model::Mailbox> selected() const;  // those that will be delivered
    [[nodiscard]] std::uint64_t selected_messages() const;
};

// Opens every mailbox once. One that cannot be opened does not stop the others. `users`: the user list; null for none.
Plan make_plan(sources::Source& source, Selector& selector, const std::vector<ListedUser>* users = nullptr);

}  // namespace restante::pipeline
