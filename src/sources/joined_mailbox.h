// Several stores of one user as one mailbox: message files, waiting mail, folders of the DOS client.
// Source: docs/sources.md "One mailbox".
//
// Folders of the same role, or of the same name at the same place, are one. The first part is delivered as it is; of
// the others only what no earlier part holds.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "sources/source.h"

namespace restante::sources {

struct MailboxPart {
    std::unique_ptr<MailboxReader> reader{};
    MessageId doubles{};  // the finding about messages that an earlier part holds, too
};

// `findings` were made while the parts were opened. Reads every message once when there is more than one part, or with
// `dig`, to find what is there twice. Recovered messages come last in their folders, and only when no part holds them
// otherwise. `parts` may be empty.
std::unique_ptr<MailboxReader> join_mailbox(model::Mailbox mailbox, std::vector<MailboxPart> parts, Findings findings,
                                            bool dig = false);

}  // namespace restante::sources
