// Files of a FAT12, FAT16 or FAT32 volume: floppies, disk images, partitions. Read-only.
// Source: docs/formats/fat.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"

namespace restante::fat {

class Volume : public std::enable_shared_from_this<Volume> {
public:
    static constexpr std::size_t kMostFiles = 1'000'000;
    static constexpr std::size_t kDeepest = 64;
    // Bytes of all paths together; of larger volumes as many as they have bytes. Each file repeats the names above it.
    static constexpr std::uint64_t kMostPathBytes = 32ULL * 1024 * 1024;
    // Times the clusters of the volume that all files together may say they have. Sound files share none.
    static constexpr std::uint64_t kMostTimesClaimed = 64;

    // bad_magic: no FAT volume. Directories and files that cannot be read in full are findings; what could be read is
    // listed. `wanted`: lost ones that are so (lost_files.h) and lost directories are findings, too, and so are
    // clusters that nobody has. `dig`: clusters that a damaged table has lost are guessed (ClusterTable::guessed_file),
    // and lost and deleted files that are wanted are listed; each is a finding.
    static Result<std::shared_ptr<const Volume>> open(ByteSourcePointer bytes, Findings& findings, bool dig,
                                                      const Wanted& wanted = {});

    // Directory by directory, as stored; deleted ones at the end.
    [[nodiscard]] const std::vector<File>& files() const { return files_; }
    // What was found of it. truncated: nothing was, or it says it has more clusters than the volume. too_large: the
    // files listed before it have more than all clusters kMostTimesClaimed times.
    Result<ByteSourcePointer> open_file(std::size_t index) const;
    // The first bytes of what was found of it, at most `limit`.
    Result<ByteVector> start_of_file(std::size_t index, std::size_t limit) const;

private:
    Volume(ByteSourcePointer bytes, const Geometry& geometry, bool dig);
    friend class DirectoryWalk;

    [[nodiscard]] std::uint64_t clusters_of(std::uint64_t size) const {
        return (size + geometry_.cluster_size - 1) / geometry_.cluster_size;
    }
    // Of the whole file, even where less is wanted: which ones they are may depend on how many there are.
    [[nodiscard]] std::vector<std::uint32_t> clusters_of_file(std::size_t index) const;
    // Bytes of a file of that size in them.
    [[nodiscard]] std::uint32_t found_in(const std::vector<std::uint32_t>& clusters, std::uint32_t size) const;
    // Bytes in them, up to where the image ends.
    [[nodiscard]] std::uint64_t room_in(const std::vector<std::uint32_t>& clusters) const;
    Result<ByteSourcePointer> open_part(std::size_t index, std::uint64_t size) const;

    ByteSourcePointer bytes_;
    Geometry geometry_;
    std::uint32_t stated_clusters_;  // there may be fewer: an image whose end is missing
    ClusterTable table_;
    bool dig_;
    std::vector<bool> starts_;  // by cluster: a file or directory starts there; only to dig
    std::vector<File> files_;
    std::size_t openable_ = 0;  // the first so many files
    std::size_t first_deleted_ = 0;
    std::vector<std::vector<std::uint32_t>> deleted_clusters_;  // of the files from there on
};

}  // namespace restante::fat
