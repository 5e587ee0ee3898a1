// What the table calls in use and no directory names: its directory entry is gone. Source: docs/formats/fat.md "Lost
// files".
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/file_start.h"

namespace restante::fat {

// Each reads the start of every cluster that is in use and not `used` (by number: clusters of what is listed).

// The first clusters of directories; those inside others of them behind these.
[[nodiscard]] std::vector<std::uint32_t> find_lost_directories(const ByteSource& volume, const Geometry& geometry,
                                                               const ClusterTable& table,
                                                               const std::vector<bool>& used);

struct LostFile {
    std::uint32_t first_cluster = 0;
    std::uint64_t clusters = 0;
};
// Those that are wanted. Their clusters become `used`.
[[nodiscard]] std::vector<LostFile> find_lost_files(const Wanted& wanted, const ByteSource& volume,
                                                    const Geometry& geometry, const ClusterTable& table,
                                                    std::vector<bool>& used);

// How many clusters are in use and not `used`.
[[nodiscard]] std::size_t count_lost(const Geometry& geometry, const ClusterTable& table,
                                     const std::vector<bool>& used);

}  // namespace restante::fat
