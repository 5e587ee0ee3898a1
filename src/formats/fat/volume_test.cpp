#include "formats/fat/volume.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/failing_bytes_test.h"
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

Opened opened(ByteVector bytes, bool dig = false) {
    Opened result;
    auto volume = Volume::open(std::make_shared<MemoryBytes>(std::move(bytes)), result.findings, dig);
    EXPECT_TRUE(volume) << (volume ? "" : volume.error().describe());
    if (volume) result.volume = *volume;
    return result;
}

std::string alphabet(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + i % 26);
    return text;
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
    EXPECT_EQ(content(*result.volume, 0), alphabet(700));
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

// README.TXT lies in clusters 2 and 5.
TEST(FatVolume, OfABrokenChainTheStartIsThere) {
    const struct {
        const char* name;
        std::size_t next;
    } cases[] = {{"ends too early", 0xFFF}, {"to nowhere", 0x800}, {"to a free cluster", 0}, {"to itself", 2}};
    for (const auto& one : cases) {
        ByteVector bytes = example::volume();
        example::set_fat(bytes, 2, one.next);
        for (const bool dig : {false, true}) {
            const Opened result = opened(bytes, dig);
            ASSERT_EQ(result.paths().size(), 3U) << one.name;
            EXPECT_EQ(result.volume->files()[0].found, 512U) << one.name;
            EXPECT_EQ(content(*result.volume, 0), alphabet(512)) << one.name;
            EXPECT_EQ(content(*result.volume, 1), "abc") << one.name;
            ASSERT_EQ(result.findings.total(), 1U) << one.name;
            EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_file_cut) << one.name;
            EXPECT_EQ(result.findings.list()[0].item, "README.TXT") << one.name;
            EXPECT_EQ(result.findings.list()[0].text, "512 of its 700 bytes") << one.name;
        }
    }
}

TEST(FatVolume, NothingIsThereOfAFileWithoutAFirstCluster) {
    for (const std::size_t first : {0UL, 1UL, 39UL, 4000UL}) {
        ByteVector bytes = example::volume();
        example::put(bytes, example::kRoot + 32 + 26, first, 2);
        const Opened result = opened(bytes);
        EXPECT_EQ(result.volume->open_file(0).error().code, Errc::truncated) << first;
        EXPECT_EQ(content(*result.volume, 1), "abc") << first;
        EXPECT_EQ(result.findings.total(), 1U) << first;
    }
}

// The example with a second copy of the table behind the first.
ByteVector with_two_tables(const ByteVector& bytes) {
    ByteVector two = bytes;
    two[16] = 2;
    example::put(two, 19, 41, 2);
    const auto table = bytes.begin() + example::kFat;
    two.insert(two.begin() + example::kRoot, table, table + example::kSector);
    return two;
}

TEST(FatVolume, TheSecondTableHelpsTheFirst) {
    const ByteVector sound = with_two_tables(example::volume());
    const struct {
        const char* name;
        std::vector<std::pair<std::size_t, std::size_t>> changes;  // of the first table
        bool zeroed;
    } cases[] = {{"nothing", {}, false},
                 {"a link is gone", {{2, 0}}, false},
                 {"a link leads astray", {{2, 6}}, false},
                 {"the chain is too short", {{2, 0xFFF}}, false},
                 {"the whole table", {}, true}};
    for (const auto& one : cases) {
        for (const std::size_t damaged : {0UL, 1UL}) {
            ByteVector first = example::volume();
            for (const auto& [cluster, next] : one.changes) example::set_fat(first, cluster, next);
            if (one.zeroed) std::fill(first.begin() + example::kFat, first.begin() + example::kRoot, std::uint8_t{0});
            ByteVector bytes = sound;
            std::copy(first.begin() + example::kFat, first.begin() + example::kRoot,
                      bytes.begin() + static_cast<std::ptrdiff_t>(example::kFat + damaged * example::kSector));
            const Opened result = opened(bytes);
            EXPECT_EQ(result.paths(), opened(sound).paths()) << one.name;
            EXPECT_EQ(content(*result.volume, 0), alphabet(700)) << one.name << damaged;
            EXPECT_TRUE(result.findings.empty()) << one.name << damaged;
        }
    }
}

// A file of 1600 bytes in clusters 10 to 13.
ByteVector with_a_file_in_a_row() {
    ByteVector bytes = example::volume();
    example::put_entry(bytes, example::kRoot + 128, "ROW        ", 0x20, 10, 1600);
    for (std::size_t i = 10; i < 13; ++i) example::set_fat(bytes, i, i + 1);
    example::set_fat(bytes, 13, 0xFFF);
    example::put_text(bytes, example::cluster(10), alphabet(1600));
    return bytes;
}

TEST(FatVolume, ClustersInARowAreGuessedByThoseWhoDig) {
    const struct {
        const char* name;
        std::vector<std::pair<std::size_t, std::size_t>> changes;
        bool found;
    } cases[] = {{"one link", {{11, 0}}, true},
                 {"all links", {{10, 0}, {11, 0}, {12, 0}, {13, 0}}, true},
                 {"the last two", {{12, 0}, {13, 0}}, true},
                 {"it says something else", {{11, 0x800}}, false},
                 {"what follows is longer", {{11, 0}, {13, 14}, {14, 0xFFF}}, false},
                 {"what follows is shorter", {{11, 0}, {12, 0xFFF}}, false},
                 {"in front of another file", {{10, 0}, {11, 0}, {12, 0}, {13, 0}, {1, 12}}, false}};
    for (const auto& one : cases) {
        ByteVector bytes = with_a_file_in_a_row();
        for (const auto& [cluster, next] : one.changes) {
            if (cluster == 1)
                example::put_entry(bytes, example::kRoot + 160, "OTHER      ", 0x20, next, 100);
            else
                example::set_fat(bytes, cluster, next);
        }
        const auto row = [](const Opened& result) {
            return std::ranges::find(result.volume->files(), "ROW", &File::path) - result.volume->files().begin();
        };
        const Opened linked = opened(bytes);
        EXPECT_LT(linked.volume->files()[static_cast<std::size_t>(row(linked))].found, 1600U) << one.name;
        const Opened dug = opened(bytes, true);
        const auto place = static_cast<std::size_t>(row(dug));
        EXPECT_EQ(content(*dug.volume, place) == alphabet(1600), one.found) << one.name;
        EXPECT_EQ(dug.volume->files()[place].found == 1600, one.found) << one.name;
    }
}

TEST(FatVolume, AnImageThatBreaksOff) {
    const ByteVector whole = with_a_file_in_a_row();
    for (const std::size_t size : {example::cluster(10) + 1, example::cluster(12), example::cluster(14) - 1}) {
        const Opened result = opened(ByteVector(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        ASSERT_EQ(result.paths().size(), 4U) << size;
        EXPECT_EQ(content(*result.volume, 0), alphabet(700)) << size;
        const std::size_t left = std::min<std::size_t>(size - example::cluster(10), 1600);
        EXPECT_EQ(content(*result.volume, 1), alphabet(left)) << size;
        EXPECT_EQ(result.findings.total(), left < 1600 ? 1U : 0U) << size;
    }
}

TEST(FatVolume, AFloppyWithoutAFirstSector) {
    // Sectors, sectors a cluster, entries of the root, sectors a table, media: a floppy of each size since 1983.
    constexpr std::array<std::array<std::size_t, 5>, 4> kFloppies{
        {{1440, 2, 112, 3, 0xF9}, {2400, 1, 224, 7, 0xF9}, {2880, 1, 224, 9, 0xF0}, {5760, 2, 240, 9, 0xF0}}};
    for (const auto& [sectors, cluster, entries, table, media] : kFloppies) {
        ByteVector bytes(sectors * example::kSector);
        example::put(bytes, example::kFat, 0xFFFF00U | media, 3);
        example::set_fat(bytes, 2, 0xFFF);
        const std::size_t root = example::kSector * (1 + 2 * table);
        example::put_entry(bytes, root, "FILE       ", 0x20, 2, 3);
        example::put_text(bytes, root + entries * 32, "abc");
        const Opened result = opened(bytes);
        ASSERT_TRUE(result.volume) << sectors;
        ASSERT_EQ(result.paths(), std::vector<std::string>{"FILE"}) << sectors;
        EXPECT_EQ(content(*result.volume, 0), "abc") << sectors;
        bytes.pop_back();
        Findings none;
        EXPECT_FALSE(Volume::open(std::make_shared<MemoryBytes>(bytes), none, true)) << sectors;
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

TEST(FatVolume, ADirectoryWithABadSector) {
    constexpr std::size_t kStart = 13 * example::kSector;
    for (const std::size_t bad : {0UL, 1UL, 2UL}) {
        Findings findings;
        const auto volume =
            *Volume::open(std::make_shared<FailingBytes>(volume_of_empty_files(40, 1),
                                                         std::vector<std::size_t>{kStart + bad * example::kSector}),
                          findings, false);
        EXPECT_EQ(volume->files().size(), bad == 2 ? 32U : 24U) << bad;
        ASSERT_EQ(findings.total(), 1U) << bad;
        EXPECT_EQ(findings.list()[0].id, MessageId::fat_directory_damaged) << bad;
    }
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
    EXPECT_EQ(result.findings.list()[0].text, "it is larger than is read");
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

// The volume may say that it is larger than the image: that gives its files no more room.
TEST(FatVolume, FilesThatAllHaveTheSameClusters) {
    constexpr std::size_t kClusters = 37;
    for (const std::size_t sectors : {40UL, 4000UL}) {
        ByteVector bytes = example::volume();
        example::put(bytes, 19, sectors, 2);
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
        ASSERT_EQ(result.findings.total(), 2U);
        EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_directory_damaged);
        EXPECT_EQ(result.findings.list()[1].id, MessageId::fat_file_cut);
    }
}

TEST(FatVolume, ALongNameOfAnotherFileIsNotTaken) {
    ByteVector bytes = example::volume();
    bytes[example::cluster(3) + 64 + 13] ^= 1U;
    EXPECT_EQ(opened(bytes).paths()[1], "SUB/ALONGN~1.MMF");
}

TEST(FatVolume, WhatIsNone) {
    Findings findings;
    for (const std::size_t size : {0UL, 511UL, 512UL, 200'000UL})
        EXPECT_EQ(Volume::open(std::make_shared<MemoryBytes>(ByteVector(size)), findings, false).error().code,
                  Errc::bad_magic);
    ByteVector text(200'000, std::uint8_t{'x'});
    EXPECT_FALSE(Volume::open(std::make_shared<MemoryBytes>(text), findings, true));
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
