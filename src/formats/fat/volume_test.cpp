#include "formats/fat/volume.h"

#include <gtest/gtest.h>

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
