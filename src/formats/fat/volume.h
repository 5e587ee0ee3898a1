// Files of a FAT12, FAT16 or FAT32 volume: floppies, disk images, partitions. Read-only; deleted files are not listed.
// Source: docs/formats/fat.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/local_time.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {

struct File {
    std::string path{};  // "DIR/NAME.EXT", bytes as stored: the long name (UTF-8) where there is one, else 8.3
    std::uint32_t size = 0;
    std::uint32_t first_cluster = 0;  // 0: empty
    LocalTime modified{};
};

class Volume : public std::enable_shared_from_this<Volume> {
public:
    static constexpr std::size_t kMostFiles = 1'000'000;
    static constexpr std::size_t kDeepest = 64;
    // Bytes of all paths together; of larger volumes as many as they have bytes. Each file repeats the names above it.
    static constexpr std::uint64_t kMostPathBytes = 32ULL * 1024 * 1024;
    // Times the clusters of the volume that all files together may say they have. Sound files share none.
    static constexpr std::uint64_t kMostTimesClaimed = 64;

    // bad_magic: no FAT volume. Directories that cannot be read in full are findings; what could be read is listed.
    static Result<std::shared_ptr<const Volume>> open(ByteSourcePointer bytes, Findings& findings);

    [[nodiscard]] const std::vector<File>& files() const { return files_; }  // directory by directory, as stored
    // truncated: the chain of clusters ends before the file does, leaves the volume, or runs in a circle. too_large:
    // the files listed before it have more than all clusters kMostTimesClaimed times.
    Result<ByteSourcePointer> open_file(std::size_t index) const;
    // The first bytes of the file, at most `limit`: cheap, however long it is.
    Result<ByteVector> start_of_file(std::size_t index, std::size_t limit) const;

private:
    Volume(ByteSourcePointer bytes, const Geometry& geometry);
    friend class DirectoryWalk;

    [[nodiscard]] bool in_volume(std::uint32_t cluster) const {
        return cluster >= 2 && cluster - 2 < geometry_.clusters;
    }
    // What the table says behind `cluster`; 0 at the end of the chain.
    Result<std::uint32_t> next_cluster(std::uint32_t cluster) const;
    // Stops at the first cluster it cannot go on from; then `complete` is false.
    struct Chain {
        std::vector<std::uint32_t> clusters{};
        bool complete = true;
    };
    // `taken`: clusters that end it, to which its own are added.
    Result<Chain> chain(std::uint32_t first, std::uint64_t most_clusters,
                        std::unordered_set<std::uint32_t>* taken = nullptr) const;
    [[nodiscard]] std::uint64_t clusters_of(std::uint64_t size) const {
        return (size + geometry_.cluster_size - 1) / geometry_.cluster_size;
    }
    Result<ByteSourcePointer> open_part(const File& file, std::uint64_t size) const;

    ByteSourcePointer bytes_;
    Geometry geometry_;
    ByteSourcePointer table_;  // in memory when it is small
    std::vector<File> files_;
    std::size_t openable_ = 0;  // the first so many files
};

}  // namespace restante::fat
