// Whose message file it is, from its accounts. Source: docs/formats/mmf-records.md "Accounts".
#pragma once

#include <string>
#include <vector>

#include "model/mailbox.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// Never fails: without readable accounts the mailbox has no name. `passwords` are compared completely and without
// case with those of the accounts; when none fits, a finding says so and nothing else happens.
model::Mailbox read_mailbox_owner(StoreContext& context, const std::vector<std::string>& passwords);

}  // namespace restante::sources
