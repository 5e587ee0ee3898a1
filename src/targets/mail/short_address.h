// "MS:JDOE" and "MS:HQ/JDOE" name somebody of the sender's postoffice. Source: docs/addresses.md, Kinds.
#pragma once

#include <vector>

#include "model/address.h"
#include "model/mailbox.h"

namespace restante::targets::mail {

// A Microsoft Mail address without its network or postoffice, for which nobody has named an Internet address.
[[nodiscard]] bool is_short(const model::Address& address);

// With the network and postoffice of the first sender, as far as he says them, else of the mailbox.
[[nodiscard]] model::Address in_full(model::Address address, const std::vector<model::Address>& senders,
                                     const model::Mailbox& mailbox);

}  // namespace restante::targets::mail
