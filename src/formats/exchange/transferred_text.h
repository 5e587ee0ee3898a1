// Undoes what a transfer as text does to line ends, where the length proves what they were.
// Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "formats/exchange/section_scan.h"

namespace restante::exchange {

// `bytes` as they were before the transfer; nothing when that would not be `length` bytes.
[[nodiscard]] std::optional<ByteVector> restored_text(Bytes bytes, LineEnds ends, std::uint64_t length);

}  // namespace restante::exchange
