// The file allocation table: which cluster follows which. Both copies are asked. Source: docs/formats/fat.md "The
// table".
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {

class ClusterTable {
public:
    // `geometry.clusters` are those that the volume really has.
    ClusterTable(const ByteSourcePointer& volume, const Geometry& geometry);

    // Numbers in the order they follow one another. Not complete: it breaks off, leaves the volume or runs in a circle.
    struct Chain {
        std::vector<std::uint32_t> clusters{};
        bool complete = true;
    };
    // Of a directory, at most so many. Ends at a cluster that is in `taken`, to which its own are added.
    [[nodiscard]] Chain directory(std::uint32_t first, std::uint64_t most_clusters,
                                  std::unordered_set<std::uint32_t>& taken) const;
    // Of a file that needs so many.
    [[nodiscard]] Chain file(std::uint32_t first, std::uint64_t needed) const;
    // The same; where the table says of a cluster in use that it is free, those right behind it are taken: if the table
    // calls them free, too, and no other file starts there, or if a chain of just the right length does. All that are
    // needed, or none. `starts`: whether a file or directory starts there, by number.
    [[nodiscard]] Chain guessed_file(std::uint32_t first, std::uint64_t needed, const std::vector<bool>& starts) const;

    // Of a file that no directory names: up to the end of the chain or a cluster that is `used`. Its own become so.
    [[nodiscard]] std::vector<std::uint32_t> unclaimed(std::uint32_t first, std::vector<bool>& used) const;

    // By any copy: another cluster follows, or none. Neither free nor bad.
    [[nodiscard]] bool is_in_use(std::uint32_t cluster) const;
    // By all copies.
    [[nodiscard]] bool is_called_free(std::uint32_t cluster) const;
    [[nodiscard]] bool in_volume(std::uint32_t cluster) const {
        return cluster >= 2 && cluster - 2 < geometry_.clusters;
    }

private:
    struct Walk {
        Chain chain{};
        bool ends = false;  // with the mark for an end behind its last cluster
    };
    // What a copy says behind `cluster`, as stored; nothing when that cannot be read.
    [[nodiscard]] std::optional<std::uint32_t> entry(std::size_t copy, std::uint32_t cluster) const;
    // The same, or what another copy says where that cannot be: 0 when none says what can.
    [[nodiscard]] std::uint32_t next_cluster(std::size_t copy, std::uint32_t cluster) const;
    // Stops where there is no next cluster, at `most`, and at those in `taken`.
    [[nodiscard]] Walk walk(std::size_t copy, std::uint32_t first, std::uint64_t most,
                            const std::unordered_set<std::uint32_t>* taken) const;
    [[nodiscard]] bool add_guess(std::vector<std::uint32_t>& clusters, std::uint64_t needed,
                                 const std::vector<bool>& starts) const;

    Geometry geometry_;
    std::uint32_t end_mark_;                   // this and all above
    std::vector<ByteSourcePointer> copies_{};  // in memory when they are small
};

}  // namespace restante::fat
