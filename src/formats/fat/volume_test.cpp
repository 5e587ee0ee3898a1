#include "formats/fat/volume.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "formats/fat/example_volume_test.h"
#include "formats/fat/partitions.h"

namespace restante::fat {
namespace {

struct Opened {
    std::shared_ptr<const Volume> volume{};
    Findings findings{};

    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> paths;
        for (const File& file : volume->files()) paths.push_back(file.path);
        return paths;
    }
};

Opened opened(ByteVector bytes) {
    Opened result;
    auto volume = Volume::open(std::make_shared<MemoryBytes>(std::move(bytes)), result.findings);
    EXPECT_TRUE(volume) << (volume ? "" : volume.error().describe());
    if (volume) result.volume = *volume;
    return result;
}

std::string content(const Volume& volume, std::size_t index) {
    const auto file = volume.open_file(index);
    if (!file) return "error: " + file.error().what;
    const auto bytes = read_all(**file, 1'000'000);
    return bytes ? std::string(as_text(*bytes)) : "error: " + bytes.error().what;
}

TEST(FatVolume, FilesOfEveryDirectory) {
    const Opened result = opened(example::volume());
    ASSERT_EQ(result.paths(), (std::vector<std::string>{"README.TXT", "SUB/A long name.mmf", "SUB/EMPTY"}));
    EXPECT_TRUE(result.findings.empty());
    EXPECT_EQ(result.volume->files()[0].modified.iso(), "1995-08-30T10:20:30");
    std::string alphabet;
    for (std::size_t i = 0; i < 700; ++i) alphabet += static_cast<char>('a' + i % 26);
    EXPECT_EQ(content(*result.volume, 0), alphabet);
    EXPECT_EQ(content(*result.volume, 1), "abc");
    EXPECT_EQ(content(*result.volume, 2), "");
}

TEST(FatVolume, ReadsAcrossClusters) {
    const Opened result = opened(example::volume());
    const auto file = *result.volume->open_file(0);
    ByteVector piece(8);
    ASSERT_TRUE(file->read(508, piece));
    EXPECT_EQ(piece[3], static_cast<std::uint8_t>('a' + 511 % 26));
    EXPECT_EQ(piece[4], static_cast<std::uint8_t>('a' + 512 % 26));
    EXPECT_FALSE(file->read(693, piece));
}

TEST(FatVolume, BrokenChainsAreErrorsOfTheFileAlone) {
    const struct {
        const char* name;
        std::size_t next;
    } cases[] = {{"ends too early", 0xFFF}, {"to nowhere", 0x800}, {"to a free cluster", 0}, {"to itself", 2}};
    for (const auto& one : cases) {
        ByteVector bytes = example::volume();
        example::set_fat(bytes, 2, one.next);
        const Opened result = opened(bytes);
        ASSERT_EQ(result.paths().size(), 3U) << one.name;
        if (one.next != 2) {
            EXPECT_TRUE(content(*result.volume, 0).starts_with("error: 1 of its 2")) << one.name;
        }
        EXPECT_EQ(content(*result.volume, 1), "abc") << one.name;
    }
}

TEST(FatVolume, DirectoriesInACircleEnd) {
    ByteVector bytes = example::volume();
    example::put_entry(bytes, example::cluster(3) + 192, "CIRCLE     ", 0x10, 3, 0);
    const Opened result = opened(bytes);
    EXPECT_EQ(result.paths().size(), 3U);
    ASSERT_EQ(result.findings.total(), 1U);
    EXPECT_EQ(result.findings.list()[0].item, "SUB/CIRCLE");
}

// Directories of 65,536 entries each, the last one of as many as are left; each has a name of `letters`.
ByteVector volume_of_empty_files(std::size_t files, std::size_t directories = 16, std::size_t letters = 1) {
    constexpr std::size_t kEntries = 65536, kClustersEach = 64, kTable = 4 * example::kSector;
    constexpr std::size_t kTop = example::kSector + kTable, kStart = kTop + 8 * example::kSector;
    ByteVector bytes(kStart + directories * kEntries * 32);
    example::put_text(bytes, 0, "\xEB\x3C\x90MSDOS5.0");
    example::put(bytes, 11, example::kSector, 2);
    bytes[13] = 64;  // sectors a cluster: 32 KiB
    example::put(bytes, 14, 1, 2);
    bytes[16] = 1;  // tables
    example::put(bytes, 17, 128, 2);
    bytes[21] = 0xF8;
    example::put(bytes, 22, kTable / example::kSector, 2);
    example::put(bytes, 32, bytes.size() / example::kSector, 4);
    std::size_t at = kTop;
    for (std::size_t i = 0; i < directories; ++i) {
        const std::size_t first = 2 + i * kClustersEach;
        const std::size_t parts = letters == 1 ? 0 : (letters + 12) / 13;
        for (std::size_t part = parts; part > 0; --part, at += 32)
            example::put_long_part(bytes, at, part | (part == parts ? 0x40U : 0U),
                                   std::string(std::min<std::size_t>(13, letters - (part - 1) * 13), 'n'),
                                   example::checksum_of("D          "));
        example::put_entry(bytes, at, "D          ", 0x10, first, 0);
        at += 32;
        for (std::size_t one = first; one < first + kClustersEach; ++one)
            example::set_fat(bytes, one, one + 1 == first + kClustersEach ? 0xFFF : one + 1);
    }
    for (std::size_t i = 0; i < files; ++i) example::put_entry(bytes, kStart + i * 32, "F          ", 0x20, 0, 0);
    return bytes;
}

TEST(FatVolume, AMillionFilesAreEnough) {
    const Opened all = opened(volume_of_empty_files(1'000'000));
    EXPECT_EQ(all.volume->files().size(), 1'000'000U);
    EXPECT_TRUE(all.findings.empty());
    const Opened most = opened(volume_of_empty_files(1'000'001));
    EXPECT_EQ(most.volume->files().size(), 1'000'000U);
    ASSERT_EQ(most.findings.total(), 1U);
    EXPECT_EQ(most.findings.list()[0].id, MessageId::fat_directory_damaged);
    EXPECT_EQ(most.findings.list()[0].text, "there are more files than are read");
}

TEST(FatVolume, DirectoriesOf65536EntriesAreEnough) {
    ByteVector bytes = volume_of_empty_files(2 * 65536, 2);
    EXPECT_TRUE(opened(bytes).findings.empty());
    example::set_fat(bytes, 129, 2);  // the clusters of the second directory go on with those of the first
    const Opened result = opened(bytes);
    EXPECT_EQ(result.paths().size(), 2 * 65536U);
    ASSERT_EQ(result.findings.total(), 1U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_directory_damaged);
}

TEST(FatVolume, PathsOf32MebibytesAreEnough) {
    // "nnn.../F" is 257 bytes long, the names of the directories count too.
    const Opened result = opened(volume_of_empty_files(3 * 65536, 3, 255));
    EXPECT_EQ(result.volume->files().size(), (33'554'432U - 3 * 255U) / 257U);
    ASSERT_EQ(result.findings.total(), 1U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_directory_damaged);
    EXPECT_EQ(result.findings.list()[0].text, "the paths are longer together than is read");
}

TEST(FatVolume, AClusterBelongsToOneDirectory) {
    ByteVector bytes = example::volume();
    example::set_fat(bytes, 3, 6);
    example::set_fat(bytes, 6, 7);
    example::set_fat(bytes, 7, 6);
    for (std::size_t at = example::cluster(3) + 192; at < example::cluster(4); at += 32)
        example::put_entry(bytes, at, "FILLER     ", 0x20, 0, 0);
    example::put_entry(bytes, example::cluster(6), "COMMON     ", 0x20, 0, 0);
    example::put_entry(bytes, example::kRoot + 128, "OTHER      ", 0x10, 6, 0);
    const Opened result = opened(bytes);
    EXPECT_EQ(std::ranges::count(result.paths(), "OTHER/COMMON"), 1);
    EXPECT_EQ(std::ranges::count(result.paths(), "SUB/COMMON"), 0);
    EXPECT_EQ(std::ranges::count(result.paths(), "SUB/FILLER"), 10);
    ASSERT_EQ(result.findings.total(), 2U);  // a circle, and a cluster of another one
    EXPECT_EQ(result.findings.list()[0].item, "OTHER");
    EXPECT_EQ(result.findings.list()[1].item, "SUB");
}

TEST(FatVolume, FilesThatAllHaveTheSameClusters) {
    constexpr std::size_t kClusters = 37;
    ByteVector bytes = example::volume();
    for (std::size_t i = 2; i < 2 + kClusters; ++i) example::set_fat(bytes, i, i == 1 + kClusters ? 0xFFF : i + 1);
    std::fill(bytes.begin() + example::kRoot, bytes.end(), std::uint8_t{0});
    example::put_entry(bytes, example::kRoot, "D          ", 0x10, 2, 0);
    for (std::size_t i = 0; i < 70; ++i)  // the first says that it has more than there is: it counts for nothing
        example::put_entry(bytes, example::cluster(2) + i * 32, "F          ", 0x20, 2,
                           i == 0 ? 0x7FFFFFFF : kClusters * example::kSector);
    const Opened result = opened(bytes);
    ASSERT_EQ(result.volume->files().size(), 70U);
    EXPECT_EQ(result.volume->open_file(0).error().code, Errc::truncated);
    EXPECT_TRUE(result.volume->open_file(1));
    EXPECT_TRUE(result.volume->open_file(64));
    EXPECT_EQ(result.volume->open_file(65).error().code, Errc::too_large);
    ASSERT_EQ(result.findings.total(), 1U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_directory_damaged);
}

TEST(FatVolume, ALongNameOfAnotherFileIsNotTaken) {
    ByteVector bytes = example::volume();
    bytes[example::cluster(3) + 64 + 13] ^= 1U;
    EXPECT_EQ(opened(bytes).paths()[1], "SUB/ALONGN~1.MMF");
}

TEST(FatVolume, WhatIsNone) {
    Findings findings;
    for (const std::size_t size : {0UL, 511UL, 512UL, 200'000UL})
        EXPECT_EQ(Volume::open(std::make_shared<MemoryBytes>(ByteVector(size)), findings).error().code,
                  Errc::bad_magic);
    ByteVector text(200'000, std::uint8_t{'x'});
    EXPECT_FALSE(Volume::open(std::make_shared<MemoryBytes>(text), findings));
}

TEST(FatPartitions, PrimaryAndLogical) {
    ByteVector disk(100 * example::kSector);
    const auto entry = [&](std::size_t sector, std::size_t index, std::size_t kind, std::size_t start,
                           std::size_t count) {
        const std::size_t at = sector * example::kSector + 0x1BE + 16 * index;
        disk[at + 4] = static_cast<std::uint8_t>(kind);
        example::put(disk, at + 8, start, 4);
        example::put(disk, at + 12, count, 4);
        example::put(disk, sector * example::kSector + 510, 0xAA55, 2);
    };
    entry(0, 0, 0x01, 1, 40);
    entry(0, 1, 0x05, 50, 50);
    entry(50, 0, 0x01, 1, 40);
    entry(50, 1, 0x05, 0, 0);
    auto found = read_partitions(MemoryBytes(disk));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].offset, 512U);
    EXPECT_EQ(found[1].offset, 51U * 512);
    entry(50, 1, 0x05, 0, 1);  // ends at once: a start of 0 is no entry
    entry(0, 1, 0x05, 50, 50);
    entry(50, 1, 0x05, 49, 1);
    entry(99, 1, 0x05, 0, 0);
    EXPECT_EQ(read_partitions(MemoryBytes(disk)).size(), 2U);
    EXPECT_TRUE(read_partitions(MemoryBytes(ByteVector(512))).empty());
}

TEST(FatPartitions, SixtyFourLogicalOnesAreEnough) {
    for (const std::size_t logical : {64U, 65U}) {
        ByteVector disk((2 + 2 * logical) * example::kSector);
        const auto entry = [&](std::size_t sector, std::size_t index, std::size_t kind, std::size_t start) {
            const std::size_t at = sector * example::kSector + 0x1BE + 16 * index;
            disk[at + 4] = static_cast<std::uint8_t>(kind);
            example::put(disk, at + 8, start, 4);
            example::put(disk, at + 12, 1, 4);
            example::put(disk, sector * example::kSector + 510, 0xAA55, 2);
        };
        entry(0, 0, 0x05, 1);
        for (std::size_t i = 0; i < logical; ++i) {
            entry(1 + 2 * i, 0, 0x01, 1);
            if (i + 1 < logical) entry(1 + 2 * i, 1, 0x05, 2 * (i + 1));
        }
        EXPECT_EQ(read_partitions(MemoryBytes(disk)).size(), 64U) << logical;
    }
}

TEST(FatPartitions, AChainInACircleEnds) {
    ByteVector disk(100 * example::kSector);
    for (const std::size_t sector : {0UL, 50UL}) {
        const std::size_t at = sector * example::kSector + 0x1BE;
        disk[at + 4] = 0x05;
        example::put(disk, at + 8, sector == 0 ? 50 : 0xFFFFFFFFU - 49U, 4);
        example::put(disk, at + 12, 50, 4);
        example::put(disk, sector * example::kSector + 510, 0xAA55, 2);
    }
    EXPECT_TRUE(read_partitions(MemoryBytes(disk)).empty());
}

}  // namespace
}  // namespace restante::fat
