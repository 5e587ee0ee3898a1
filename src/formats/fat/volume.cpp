#include "formats/fat/volume.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_bytes.h"
#include "formats/fat/directory_walk.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"

namespace restante::fat {

// An image may break off: its last clusters are missing then.
Geometry as_far_as_it_goes(Geometry geometry, std::uint64_t size) {
    const std::uint64_t data = size - std::min(size, geometry.data_offset);
    geometry.clusters = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(geometry.clusters, (data + geometry.cluster_size - 1) / geometry.cluster_size));
    return geometry;
}

Volume::Volume(ByteSourcePointer bytes, const Geometry& geometry, bool dig)
    : bytes_(std::move(bytes)),
      geometry_(as_far_as_it_goes(geometry, bytes_->size())),
      stated_clusters_(geometry.clusters),
      table_(bytes_, geometry_),
      dig_(dig) {}

Result<std::shared_ptr<const Volume>> Volume::open(ByteSourcePointer bytes, Findings& findings, bool dig,
                                                   const Wanted& wanted) {
    const Geometry geometry = TRY(read_boot_sector(*bytes));
    const std::shared_ptr<Volume> volume(new Volume(std::move(bytes), geometry, dig));
    DirectoryWalk(*volume, findings, wanted).run();
    return std::shared_ptr<const Volume>(volume);
}

Result<ByteSourcePointer> Volume::open_file(std::size_t index) const {
    const File& file = files_.at(index);
    if (index >= openable_) return fail(Errc::too_large, "too many files share its clusters");
    if (file.size != 0 && file.found == 0) return fail(Errc::truncated, "none of its clusters can be found");
    return open_part(index, file.found);
}

Result<ByteVector> Volume::start_of_file(std::size_t index, std::size_t limit) const {
    const File& file = files_.at(index);
    const auto part = TRY(open_part(index, std::min<std::uint64_t>(file.found, limit)));
    return read_all(*part, limit);
}

std::uint64_t Volume::room_in(const std::vector<std::uint32_t>& clusters) const {
    std::uint64_t room = 0;
    for (const std::uint32_t cluster : clusters) {
        const std::uint64_t there = bytes_->size() - std::min(bytes_->size(), geometry_.cluster_offset(cluster));
        room += std::min<std::uint64_t>(there, geometry_.cluster_size);
        if (there < geometry_.cluster_size) break;
    }
    return room;
}

std::uint32_t Volume::found_in(const std::vector<std::uint32_t>& clusters, std::uint32_t size) const {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, room_in(clusters)));
}

std::vector<std::uint32_t> Volume::clusters_of_file(std::size_t index) const {
    const File& file = files_[index];
    if (file.deleted) return deleted_clusters_[index - first_deleted_];
    const std::uint64_t needed = clusters_of(file.size);
    if (needed > stated_clusters_) return {};
    // Where some of them are missing from the volume, what follows in it is not the file's.
    if (!dig_ || needed > geometry_.clusters) return table_.file(file.first_cluster, needed).clusters;
    return table_.guessed_file(file.first_cluster, needed, starts_).clusters;
}

Result<ByteSourcePointer> Volume::open_part(std::size_t index, std::uint64_t size) const {
    if (size == 0) return ByteSourcePointer(std::make_shared<MemoryBytes>(ByteVector{}));
    auto clusters = clusters_of_file(index);
    if (clusters.size() < clusters_of(size)) return fail(Errc::truncated, "its clusters cannot be found");
    return ByteSourcePointer(std::make_shared<ClusterBytes>(bytes_, geometry_, std::move(clusters), size));
}

}  // namespace restante::fat
