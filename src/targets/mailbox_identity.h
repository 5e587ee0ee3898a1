// Which mailbox of a run it is: one that is begun anew gets the place it had, and another one of the same name does
// not. Source: docs/ledger.md "When a server stays away".
#pragma once

#include <string>

#include "model/mailbox.h"

namespace restante::targets {

[[nodiscard]] inline std::string mailbox_identity(const model::Mailbox& mailbox) {
    return mailbox.name + '\n' + mailbox.address + '\n' + (mailbox.origin ? mailbox.origin->path : std::string());
}

}  // namespace restante::targets
