#include "formats/fat/partitions.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"

namespace restante::fat {
namespace {

constexpr std::uint64_t kDiskSector = 512;
constexpr std::size_t kTable = 0x1BE, kTableEntry = 16, kEntries = 4;
constexpr std::size_t kLongestChain = 64;

struct TableEntry {
    std::uint8_t kind = 0;
    std::uint64_t start = 0, sectors = 0;  // start: from where the table counts
};

bool is_extended(std::uint8_t kind) { return kind == 0x05 || kind == 0x0F || kind == 0x85; }

std::vector<TableEntry> read_table(const ByteSource& disk, std::uint64_t offset) {
    std::vector<TableEntry> entries;
    std::array<std::uint8_t, kDiskSector> sector{};
    if (!disk.read(offset, sector) || sector[510] != 0x55 || sector[511] != 0xAA) return entries;
    for (std::size_t i = 0; i < kEntries; ++i) {
        const Bytes raw = Bytes(sector).subspan(kTable + i * kTableEntry, kTableEntry);
        if ((raw[0] & 0x7FU) != 0) return {};  // neither active nor not: this is no table
        ByteReader reader(raw.subspan(8));
        TableEntry entry;
        entry.kind = raw[4];
        entry.start = reader.le<std::uint32_t>().value_or(0);
        entry.sectors = reader.le<std::uint32_t>().value_or(0);
        if (entry.kind != 0 && entry.start != 0 && entry.sectors != 0) entries.push_back(entry);
    }
    return entries;
}

}  // namespace

std::vector<Partition> read_partitions(const ByteSource& disk) {
    std::vector<Partition> partitions;
    const auto add = [&](std::uint64_t sector, std::uint64_t sectors) {
        const std::uint64_t offset = sector * kDiskSector;
        if (offset >= disk.size()) return;
        partitions.push_back({offset, std::min(sectors * kDiskSector, disk.size() - offset)});
    };
    for (const TableEntry& primary : read_table(disk, 0)) {
        if (!is_extended(primary.kind)) {
            add(primary.start, primary.sectors);
            continue;
        }
        std::uint64_t table = primary.start;
        for (std::size_t link = 0; link < kLongestChain && table != 0; ++link) {
            std::uint64_t next = 0;
            for (const TableEntry& entry : read_table(disk, table * kDiskSector)) {
                if (is_extended(entry.kind))
                    next = primary.start + entry.start;
                else
                    add(table + entry.start, entry.sectors);
            }
            table = next;
        }
    }
    return partitions;
}

}  // namespace restante::fat
