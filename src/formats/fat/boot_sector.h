// The first sector of a FAT volume: where its tables, directories and clusters lie. Source: docs/formats/fat.md.
#pragma once

#include <cstdint>

#include "base/byte_source.h"
#include "base/result.h"

namespace restante::fat {

enum class FatKind : std::uint8_t { fat12, fat16, fat32 };

// Byte offsets from the start of the volume.
struct Geometry {
    FatKind kind = FatKind::fat12;
    std::uint32_t sector_size = 512;
    std::uint32_t cluster_size = 512;  // bytes
    std::uint32_t clusters = 0;        // numbered from 2
    std::uint64_t fat_offset = 0;      // of the first copy
    std::uint64_t fat_size = 0;        // of one copy, bytes
    std::uint32_t fat_copies = 2;
    std::uint64_t root_offset = 0;   // FAT12 and FAT16: a place of its own
    std::uint64_t root_size = 0;     // bytes; 0 on FAT32
    std::uint32_t root_cluster = 0;  // FAT32
    std::uint64_t data_offset = 0;   // of cluster 2

    [[nodiscard]] std::uint64_t cluster_offset(std::uint32_t cluster) const {
        return data_offset + std::uint64_t{cluster - 2} * cluster_size;
    }
};

// bad_magic: no FAT volume starts here. Floppies without a parameter block, because they are of DOS 1 or because the
// first sector is damaged, are told by their media byte and size.
Result<Geometry> read_boot_sector(const ByteSource& volume);

}  // namespace restante::fat
