// For tests and seeds: a FAT12 volume of 20 KiB with clusters of one sector, made by hand.
//
//   README.TXT (700 bytes: clusters 2 and 5), SUB/ (cluster 3) with "A long name.mmf" (3 bytes, cluster 4) and EMPTY,
//   a deleted file.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace restante::fat::example {

constexpr std::size_t kSector = 512, kFat = kSector, kRoot = 2 * kSector, kData = 3 * kSector;

constexpr std::size_t cluster(std::size_t number) { return kData + (number - 2) * kSector; }

inline void put(ByteVector& into, std::size_t at, std::size_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) into[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}
inline void put_text(ByteVector& into, std::size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), into.begin() + static_cast<std::ptrdiff_t>(at));
}
inline void set_fat(ByteVector& into, std::size_t number, std::size_t next) {
    const std::size_t at = kFat + number * 3 / 2;
    const std::size_t old = into[at] | (std::size_t{into[at + 1]} << 8U);
    put(into, at, number % 2 == 0 ? (old & 0xF000U) | next : (old & 0x000FU) | (next << 4U), 2);
}
inline void put_entry(ByteVector& into, std::size_t at, std::string_view name11, std::size_t attributes,
                      std::size_t first, std::size_t size) {
    put_text(into, at, name11);
    into[at + 11] = static_cast<std::uint8_t>(attributes);
    put(into, at + 22, (10U << 11U) | (20U << 5U) | 15U, 2);  // 10:20:30
    put(into, at + 24, (15U << 9U) | (8U << 5U) | 30U, 2);    // 1995-08-30
    put(into, at + 26, first, 2);
    put(into, at + 28, size, 4);
}
inline void put_long_part(ByteVector& into, std::size_t at, std::size_t order, std::string_view thirteen,
                          std::uint8_t checksum) {
    static constexpr std::size_t kPlaces[] = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    into[at] = static_cast<std::uint8_t>(order);
    into[at + 11] = 0x0F;
    into[at + 13] = checksum;
    for (std::size_t i = 0; i < 13; ++i) {
        const bool past = i > thirteen.size();
        put(into, at + kPlaces[i],
            past                   ? 0xFFFFU
            : i == thirteen.size() ? 0U
                                   : static_cast<std::uint8_t>(thirteen[i]),
            2);
    }
}
inline std::uint8_t checksum_of(std::string_view name11) {
    unsigned sum = 0;
    for (const char letter : name11)
        sum = (((sum & 1U) << 7U) + (sum >> 1U) + static_cast<std::uint8_t>(letter)) & 255U;
    return static_cast<std::uint8_t>(sum);
}

inline ByteVector volume() {
    ByteVector bytes(40 * kSector);
    put_text(bytes, 0, "\xEB\x3C\x90MSDOS5.0");
    put(bytes, 11, kSector, 2);
    bytes[13] = 1;          // sectors a cluster
    put(bytes, 14, 1, 2);   // reserved
    bytes[16] = 1;          // tables
    put(bytes, 17, 16, 2);  // entries of the root
    put(bytes, 19, 40, 2);  // sectors
    bytes[21] = 0xF0;
    put(bytes, 22, 1, 2);  // sectors a table
    put(bytes, 510, 0xAA55, 2);
    set_fat(bytes, 0, 0xFF0);
    set_fat(bytes, 1, 0xFFF);
    set_fat(bytes, 2, 5);
    set_fat(bytes, 3, 0xFFF);
    set_fat(bytes, 4, 0xFFF);
    set_fat(bytes, 5, 0xFF8);
    put_entry(bytes, kRoot, "FLOPPY     ", 0x08, 0, 0);
    put_entry(bytes, kRoot + 32, "README  TXT", 0x20, 2, 700);
    put_entry(bytes, kRoot + 64, "SUB        ", 0x10, 3, 0);
    put_entry(bytes, kRoot + 96,
              "\xE5"
              "ONE    TXT",
              0x20, 2, 700);
    put_entry(bytes, cluster(3), ".          ", 0x10, 3, 0);
    put_entry(bytes, cluster(3) + 32, "..         ", 0x10, 0, 0);
    const std::uint8_t sum = checksum_of("ALONGN~1MMF");
    put_long_part(bytes, cluster(3) + 64, 0x42, "mf", sum);
    put_long_part(bytes, cluster(3) + 96, 1, "A long name.m", sum);
    put_entry(bytes, cluster(3) + 128, "ALONGN~1MMF", 0x20, 4, 3);
    put_entry(bytes, cluster(3) + 160, "EMPTY      ", 0x20, 0, 0);
    for (std::size_t i = 0; i < 700; ++i)
        bytes[(i < 512 ? cluster(2) : cluster(5) - 512) + i] = static_cast<std::uint8_t>('a' + i % 26);
    put_text(bytes, cluster(4), "abc");
    return bytes;
}

}  // namespace restante::fat::example
