#include "formats/fat/lost_files.h"

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/directory.h"
#include "formats/fat/file_start.h"

namespace restante::fat {
namespace {

// From `from` on; beyond the volume: there is none.
std::uint32_t next_lost(std::uint32_t from, const ClusterTable& table, const std::vector<bool>& used) {
    while (table.in_volume(from) && (used[from] || !table.is_in_use(from))) ++from;
    return from;
}

ByteVector start_of(std::uint32_t cluster, const ByteSource& volume, const Geometry& geometry,
                    const ClusterTable& table) {
    const std::uint64_t needed = (kWantedBytes + geometry.cluster_size - 1) / geometry.cluster_size;
    return start_of_file(volume, geometry, table.file(cluster, needed).clusters, kWantedBytes);
}

}  // namespace

std::vector<std::uint32_t> find_lost_directories(const ByteSource& volume, const Geometry& geometry,
                                                 const ClusterTable& table, const std::vector<bool>& used) {
    std::vector<std::uint32_t> directories;
    std::vector<std::uint32_t> parents;
    for (std::uint32_t at = next_lost(2, table, used); table.in_volume(at); at = next_lost(at + 1, table, used)) {
        const ByteVector start = start_of(at, volume, geometry, table);
        if (!is_subdirectory(start, at)) continue;
        directories.push_back(at);
        parents.push_back(parent_of(start));
    }
    const std::unordered_set<std::uint32_t> among(directories.begin(), directories.end());
    std::vector<std::uint32_t> sorted;
    for (const bool inner : {false, true})
        for (std::size_t i = 0; i < directories.size(); ++i)
            if (among.contains(parents[i]) == inner) sorted.push_back(directories[i]);
    return sorted;
}

std::vector<LostFile> find_lost_files(const Wanted& wanted, const ByteSource& volume, const Geometry& geometry,
                                      const ClusterTable& table, std::vector<bool>& used) {
    std::vector<LostFile> files;
    for (std::uint32_t at = next_lost(2, table, used); table.in_volume(at); at = next_lost(at + 1, table, used)) {
        if (wanted(start_of(at, volume, geometry, table), volume.size()))  // how long it is, nobody knows
            files.push_back({at, table.unclaimed(at, used).size()});
    }
    return files;
}

std::size_t count_lost(const Geometry& geometry, const ClusterTable& table, const std::vector<bool>& used) {
    std::size_t count = 0;
    for (std::uint32_t cluster = 2; cluster - 2 < geometry.clusters; ++cluster)
        if (!used[cluster] && table.is_in_use(cluster)) ++count;
    return count;
}

}  // namespace restante::fat
