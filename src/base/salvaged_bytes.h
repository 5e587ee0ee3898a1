// A file of which some sectors cannot be read, made readable: zeros stand in their place. Source: docs/recovery.md
// "Unreadable sectors".
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_source.h"

namespace restante {

struct LostBytes {
    std::uint64_t offset = 0;  // a multiple of kSalvagedSector
    std::uint64_t size = 0;
};

constexpr std::size_t kSalvagedSector = 512;  // what a medium loses at once, at least

struct SalvagedBytes {
    ByteSourcePointer bytes{};      // what was given, where nothing is lost; shorter than it where its end is lost
    std::vector<LostBytes> lost{};  // ascending, apart from one another; that at the end included
};

// Reads everything once, to find out.
[[nodiscard]] SalvagedBytes salvage_bytes(ByteSourcePointer bytes);

// Bytes, all together.
[[nodiscard]] std::uint64_t size_of(const std::vector<LostBytes>& lost);
// Whether bytes of this stretch are lost.
[[nodiscard]] bool overlaps(const std::vector<LostBytes>& lost, std::uint64_t offset, std::uint64_t size);

}  // namespace restante
