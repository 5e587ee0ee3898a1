// Where the volumes of a disk image start. Source: docs/formats/fat.md.
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_source.h"

namespace restante::fat {

struct Partition {
    std::uint64_t offset = 0, size = 0;  // bytes
};

// The four primary partitions of the table in the first sector, those that lie in the image; empty when there is no
// such table. Logical partitions are followed, each chain at most 64 long.
[[nodiscard]] std::vector<Partition> read_partitions(const ByteSource& disk);

}  // namespace restante::fat
