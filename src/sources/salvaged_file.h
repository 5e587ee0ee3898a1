// Files with sectors that cannot be read: zeros stand for them. Source: docs/recovery.md "Unreadable sectors".
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_source.h"
#include "base/finding.h"

namespace restante::sources {

// The file, or what can be read of it; reads it once to find out. What is lost is a finding (RCV-022) about `item`, and
// `part` of it.
[[nodiscard]] ByteSourcePointer without_lost_sectors(ByteSourcePointer file, Findings& findings,
                                                     const std::string& item, const std::string& part = {});

// The same in memory; a file that can be read is read once. too_large: above `limit`; io: nothing can be read.
Result<ByteVector> read_all_but_lost(const ByteSourcePointer& file, std::uint64_t limit, Findings& findings,
                                     const std::string& item);

}  // namespace restante::sources
