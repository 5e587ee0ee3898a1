// Goes through the accounts that mailboxes become at a server: before a run to check them, after it to read them back.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/mailbox.h"

namespace restante::targets::server {

// Where each goes must be a place of its own. `destination_of(mailbox)` is a Result of something with `account` and
// `root`; `example` tells people how it is written ("imap://host/{mailbox}"). usage: two go to the same place.
template <class DestinationOf>
Result<void> check_places(const std::vector<model::Mailbox>& mailboxes, const DestinationOf& destination_of,
                          const std::string& example) {
    std::set<std::pair<std::string, std::vector<std::string>>> places;
    for (const model::Mailbox& mailbox : mailboxes) {
        const auto destination = TRY(destination_of(mailbox));
        if (!places.emplace(destination.account, destination.root).second)
            return fail(Errc::usage,
                        fmt::format("several mailboxes would go to the same place of {}; write {{mailbox}} or "
                                    "{{address}} into the user or the root, for example {}",
                                    destination.account, example));
    }
    return {};
}

// Connects to one account after another and ends at the first error. `open(mailbox)` is a Result of a pointer to
// something with connect(), which is gone before the next is opened; `visit` gets what is connected.
template <class Open, class Visit>
Result<void> for_each_account(const std::vector<model::Mailbox>& mailboxes, const Open& open, const Visit& visit) {
    for (const model::Mailbox& mailbox : mailboxes) {
        const auto account = TRY(open(mailbox));
        TRY_VOID(account->connect());
        TRY_VOID(visit(*account));
    }
    return {};
}

}  // namespace restante::targets::server
