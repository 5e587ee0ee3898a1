#include "formats/fat/file_start.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {

ByteVector start_of_file(const ByteSource& volume, const Geometry& geometry, const std::vector<std::uint32_t>& clusters,
                         std::uint64_t size) {
    ByteVector start;
    for (const std::uint32_t cluster : clusters) {
        const std::uint64_t offset = geometry.cluster_offset(cluster);
        const std::uint64_t wanted =
            std::min({std::uint64_t{geometry.cluster_size}, size - start.size(), kWantedBytes - start.size(),
                      volume.size() - std::min(volume.size(), offset)});
        ByteVector piece(static_cast<std::size_t>(wanted));
        if (!volume.read(offset, piece)) break;
        start.insert(start.end(), piece.begin(), piece.end());
    }
    return start;
}

}  // namespace restante::fat
