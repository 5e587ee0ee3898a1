#include "formats/fat/boot_sector.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/byte_reader.h"

namespace restante::fat {
namespace {

constexpr std::size_t kSector = 512;
constexpr std::uint32_t kRootEntry = 32;  // of a directory
constexpr std::uint32_t kFewestFat16 = 4085, kFewestFat32 = 65525;

Error no_volume() { return {Errc::bad_magic, "no FAT volume starts here", 0, {}}; }

// Floppies without parameters, be they of DOS 1 or with a first sector that cannot be read: the first byte of the table
// tells their shape, and the size of the image must agree.
struct KnownFloppy {
    std::uint8_t media;
    std::uint32_t sectors, sectors_per_cluster, root_entries, fat_sectors;
};
constexpr std::array<KnownFloppy, 8> kKnownFloppies{{{0xFE, 320, 1, 64, 1},
                                                     {0xFC, 360, 1, 64, 2},
                                                     {0xFF, 640, 2, 112, 1},
                                                     {0xFD, 720, 2, 112, 2},
                                                     {0xF9, 1440, 2, 112, 3},
                                                     {0xF9, 2400, 1, 224, 7},
                                                     {0xF0, 2880, 1, 224, 9},
                                                     {0xF0, 5760, 2, 240, 9}}};

// What the parameter block says, or stands for it.
struct Shape {
    std::uint32_t sector_size = 0, sectors_per_cluster = 0, reserved = 0, copies = 0, root_entries = 0;
    std::uint64_t sectors = 0, fat_sectors = 0;
    std::uint32_t root_cluster = 0;
};

Result<Geometry> geometry_of(const Shape& shape) {
    Geometry geometry;
    geometry.sector_size = shape.sector_size;
    geometry.cluster_size = shape.sector_size * shape.sectors_per_cluster;
    geometry.fat_offset = std::uint64_t{shape.reserved} * shape.sector_size;
    geometry.fat_size = shape.fat_sectors * shape.sector_size;
    geometry.fat_copies = shape.copies;
    geometry.root_offset = geometry.fat_offset + geometry.fat_size * shape.copies;
    const std::uint64_t root = std::uint64_t{shape.root_entries} * kRootEntry;
    geometry.root_size = (root + shape.sector_size - 1) / shape.sector_size * shape.sector_size;
    geometry.root_cluster = shape.root_cluster;
    geometry.data_offset = geometry.root_offset + geometry.root_size;
    const std::uint64_t end = shape.sectors * shape.sector_size;
    if (geometry.data_offset >= end) return fail(no_volume());
    const std::uint64_t clusters = (end - geometry.data_offset) / geometry.cluster_size;
    if (clusters == 0 || clusters > 0x0FFFFFF0U) return fail(no_volume());
    geometry.clusters = static_cast<std::uint32_t>(clusters);
    geometry.kind = clusters < kFewestFat16   ? FatKind::fat12
                    : clusters < kFewestFat32 ? FatKind::fat16
                                              : FatKind::fat32;
    if ((geometry.kind == FatKind::fat32) != (shape.root_entries == 0)) return fail(no_volume());
    return geometry;
}

Result<Geometry> known_floppy(const ByteSource& volume) {
    std::array<std::uint8_t, 3> table{};
    if (volume.size() < kSector + table.size()) return fail(no_volume());
    TRY_VOID(volume.read(kSector, table));
    if (table[1] != 0xFF || table[2] != 0xFF) return fail(no_volume());
    const auto* const found = std::ranges::find_if(kKnownFloppies, [&](const KnownFloppy& one) {
        return one.media == table[0] && volume.size() == std::uint64_t{one.sectors} * kSector;
    });
    if (found == kKnownFloppies.end()) return fail(no_volume());
    return geometry_of(
        {kSector, found->sectors_per_cluster, 1, 2, found->root_entries, found->sectors, found->fat_sectors, 0});
}

}  // namespace

Result<Geometry> read_boot_sector(const ByteSource& volume) {
    if (volume.size() < kSector) return fail(no_volume());
    std::array<std::uint8_t, kSector> sector{};
    TRY_VOID(volume.read(0, sector));
    ByteReader reader(sector);
    TRY_VOID(reader.seek(11));
    Shape shape;
    shape.sector_size = TRY(reader.le<std::uint16_t>());
    shape.sectors_per_cluster = TRY(reader.le<std::uint8_t>());
    shape.reserved = TRY(reader.le<std::uint16_t>());
    shape.copies = TRY(reader.le<std::uint8_t>());
    shape.root_entries = TRY(reader.le<std::uint16_t>());
    shape.sectors = TRY(reader.le<std::uint16_t>());
    const std::uint8_t media = TRY(reader.le<std::uint8_t>());
    shape.fat_sectors = TRY(reader.le<std::uint16_t>());
    TRY_VOID(reader.skip(8));  // sectors a track, heads, hidden sectors
    const auto many_sectors = TRY(reader.le<std::uint32_t>());
    const auto many_fat_sectors = TRY(reader.le<std::uint32_t>());
    TRY_VOID(reader.skip(4));
    const auto root_cluster = TRY(reader.le<std::uint32_t>());

    const bool plausible = std::has_single_bit(shape.sector_size) && shape.sector_size >= 128 &&
                           shape.sector_size <= 4096 && std::has_single_bit(shape.sectors_per_cluster) &&
                           shape.reserved > 0 && (shape.copies == 1 || shape.copies == 2) && media >= 0xF0;
    if (!plausible) return known_floppy(volume);
    if (shape.sectors == 0) shape.sectors = many_sectors;
    if (shape.fat_sectors == 0) {
        shape.fat_sectors = many_fat_sectors;
        shape.root_cluster = root_cluster;
    }
    if (shape.fat_sectors == 0) return fail(no_volume());
    return geometry_of(shape);
}

}  // namespace restante::fat
