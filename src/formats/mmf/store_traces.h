// Is there a store behind a destroyed header? Looks for object blocks that check out by themselves.
// Source: docs/formats/mmf-check.md "A destroyed header".
#pragma once

#include <cstdint>

#include "base/byte_source.h"

namespace restante::mmf {

// Only so much of a file is searched: a store has its first objects right behind the map.
constexpr std::uint64_t kTraceSearch = 16 * 1024 * 1024;

// True when some block in the first kTraceSearch bytes, under the standard cipher or an alternate one with a usual
// divisor, has a possible name, a size that fits, and a list whose directory fits. Read errors count as "nothing".
[[nodiscard]] bool holds_store_blocks(const ByteSource& file);

}  // namespace restante::mmf
