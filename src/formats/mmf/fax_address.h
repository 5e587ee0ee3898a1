// The four parts of an address of type FAX. Source: docs/formats/mmf-records.md "Fax addresses".
#pragma once

#include <optional>

#include "base/bytes.h"

namespace restante::mmf {

struct FaxAddress {
    Bytes recipient{};  // the first part
    Bytes office{};
    Bytes company{};
    Bytes number{};
};

// Nothing when the text has fewer than four carriage returns: then the whole text is the address.
[[nodiscard]] std::optional<FaxAddress> split_fax_address(Bytes text);

}  // namespace restante::mmf
