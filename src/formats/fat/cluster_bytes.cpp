#include "formats/fat/cluster_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::fat {

Result<void> ClusterBytes::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size_ || into.size() > size_ - offset)
        return fail(Errc::truncated, "read past the end of the file", offset);
    while (!into.empty()) {
        const std::uint64_t within = offset % geometry_.cluster_size;
        const std::uint32_t cluster = clusters_[static_cast<std::size_t>(offset / geometry_.cluster_size)];
        const std::size_t count = std::min(into.size(), static_cast<std::size_t>(geometry_.cluster_size - within));
        TRY_VOID(volume_->read(geometry_.cluster_offset(cluster) + within, into.first(count)));
        into = into.subspan(count);
        offset += count;
    }
    return {};
}

}  // namespace restante::fat
