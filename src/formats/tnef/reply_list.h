// The addresses in a list of entry ids, as PidTagReplyRecipientEntries holds them. Source: [MS-OXCDATA] 2.2.5.1, 2.3.3
// (docs/formats/tnef.md "Properties"). Integers are little-endian.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace restante::tnef {

struct OneOffAddress {
    bool unicode = false;                  // UTF-16LE; else the code page of the message
    ByteVector name{}, type{}, address{};  // without their NULs
};

// Those that name an address themselves; entries of address books say nothing outside of them and are left out. Stops
// at damage.
[[nodiscard]] std::vector<OneOffAddress> read_reply_list(Bytes list);

}  // namespace restante::tnef
