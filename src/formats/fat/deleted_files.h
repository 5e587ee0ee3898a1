// Deleted files: their directory entries still say where they began and how long they were, and nobody else may have
// taken their clusters yet. Source: docs/formats/fat.md "Deleted files".
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"

namespace restante::fat {

struct DeletedFile {
    File file{};  // `found` is not set
    std::vector<std::uint32_t>
        clusters{};  // in the order of the file; fewer than it needs where others have taken them
};

// Each from its first cluster on in the clusters that are called free, the files changed last before the others, and
// none in those of another. `used`: by number, clusters of what is listed; those of deleted files are added. `steps`:
// clusters that may be looked at; what is left of it.
[[nodiscard]] std::vector<DeletedFile> find_deleted(std::vector<File> entries, const Wanted& wanted,
                                                    const ByteSource& volume, const Geometry& geometry,
                                                    const ClusterTable& table, std::vector<bool>& used,
                                                    std::uint64_t& steps);

}  // namespace restante::fat
