// What can be told of a row of a MAILMESSAGE section that is none any more: a quote was lost, or its beginning.
// Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <optional>
#include <string_view>

#include "formats/exchange/message_row.h"

namespace restante::exchange {

struct SalvagedRow {
    MessageRow row{};    // what is not certain is absent; the body never is
    bool front = false;  // folder, sender and recipients are known
    bool back = false;   // dates, priority and flags are known
};

// `line` with the usual columns, decoded. Nothing: it does not end with a pointer, so that nothing says whose text it
// is.
[[nodiscard]] std::optional<SalvagedRow> salvaged_row(std::string_view line);

}  // namespace restante::exchange
