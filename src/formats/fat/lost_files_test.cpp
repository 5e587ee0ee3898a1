#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/fat/example_volume_test.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"
#include "formats/fat/volume.h"

namespace restante::fat {
namespace {

using Texts = std::vector<std::string>;

constexpr std::size_t kReadme = example::kRoot + 32, kSub = example::kRoot + 64, kFree = example::kRoot + 128;

struct Listed {
    Texts paths{};
    Texts findings{};  // "FAT-001 /"
};

// README.TXT stands for a message file.
bool is_readme(Bytes start, std::uint64_t size) { return size >= 3 && as_text(start).starts_with("abcdefgh"); }

Listed listed(const ByteVector& bytes, bool dig) {
    Listed result;
    Findings findings;
    const auto volume = *Volume::open(std::make_shared<MemoryBytes>(bytes), findings, dig, is_readme);
    for (const File& file : volume->files()) result.paths.push_back(file.path);
    for (const Finding& finding : findings.list())
        result.findings.push_back(std::string(message_text(finding.id).code) + " " + finding.item);
    return result;
}

void wipe_entry(ByteVector& bytes, std::size_t at) {
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 32, std::uint8_t{0});
}
// In cluster 6, with "." and "..", which says `parent`, and one file in cluster 7.
void put_directory(ByteVector& bytes, std::size_t parent) {
    example::set_fat(bytes, 6, 0xFFF);
    example::set_fat(bytes, 7, 0xFFF);
    example::put_entry(bytes, example::cluster(6), ".          ", 0x10, 6, 0);
    example::put_entry(bytes, example::cluster(6) + 32, "..         ", 0x10, parent, 0);
    example::put_entry(bytes, example::cluster(6) + 64, "INNER   TXT", 0x20, 7, 3);
}

TEST(LostFiles, NothingIsLostOfASoundVolume) {
    for (const bool dig : {false, true}) {
        const Listed result = listed(example::volume(), dig);
        EXPECT_EQ(result.paths, (Texts{"README.TXT", "SUB/A long name.mmf", "SUB/EMPTY"}));
        EXPECT_EQ(result.findings, Texts{});
    }
}

TEST(LostFiles, WhatNoDirectoryNames) {
    const struct {
        const char* name;
        void (*change)(ByteVector& bytes);
        Texts kept, kept_findings;
        Texts dug, dug_findings;
    } cases[] = {
        {"a file in front of others",
         [](ByteVector& bytes) { wipe_entry(bytes, kReadme); },
         {"SUB/A long name.mmf", "SUB/EMPTY"},
         {"FAT-001 /", "FAT-001 /"},
         {"SUB/A long name.mmf", "SUB/EMPTY", "FOUND.000/FILE0002.CHK"},
         {"FAT-001 /", "FAT-004 FOUND.000/FILE0002.CHK"}},
        {"a file that is not wanted",
         [](ByteVector& bytes) {
             wipe_entry(bytes, kReadme);
             bytes[example::cluster(2)] = 'x';
         },
         {"SUB/A long name.mmf", "SUB/EMPTY"},
         {"FAT-001 /", "FAT-005 /"},
         {"SUB/A long name.mmf", "SUB/EMPTY"},
         {"FAT-001 /", "FAT-005 /"}},
        {"a directory",
         [](ByteVector& bytes) { wipe_entry(bytes, kSub); },
         {"README.TXT"},
         {"FAT-001 /", "FAT-005 /"},
         {"README.TXT", "FOUND.000/DIR00003.CHK/A long name.mmf", "FOUND.000/DIR00003.CHK/EMPTY"},
         {"FAT-004 FOUND.000/DIR00003.CHK"}},
        {"a directory in a lost one",
         [](ByteVector& bytes) {
             wipe_entry(bytes, kSub);
             example::put_entry(bytes, example::cluster(3) + 192, "DEEP       ", 0x10, 6, 0);
             put_directory(bytes, 3);
         },
         {"README.TXT"},
         {"FAT-001 /", "FAT-005 /"},
         {"README.TXT", "FOUND.000/DIR00003.CHK/A long name.mmf", "FOUND.000/DIR00003.CHK/EMPTY",
          "FOUND.000/DIR00003.CHK/DEEP/INNER.TXT"},
         {"FAT-004 FOUND.000/DIR00003.CHK"}},
        {"a directory whose entries are gone",
         [](ByteVector& bytes) {
             std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(example::cluster(3)), 512, std::uint8_t{0});
         },
         {"README.TXT"},
         {"FAT-001 SUB", "FAT-005 /"},
         {"README.TXT"},
         {"FAT-001 SUB", "FAT-005 /"}},
    };
    for (const auto& one : cases) {
        ByteVector bytes = example::volume();
        one.change(bytes);
        const Listed kept = listed(bytes, false);
        EXPECT_EQ(kept.paths, one.kept) << one.name;
        EXPECT_EQ(kept.findings, one.kept_findings) << one.name;
        const Listed dug = listed(bytes, true);
        EXPECT_EQ(dug.paths, one.dug) << one.name;
        EXPECT_EQ(dug.findings, one.dug_findings) << one.name;
    }
}

TEST(LostFiles, BehindTheEndOnlyWhatTheTableCallsInUse) {
    const struct {
        const char* name;
        std::string_view entry;
        std::size_t attributes, cluster;
        bool is_listed;
    } cases[] = {
        {"in use, and nobody has it", "OTHER   TXT", 0x20, 7, true},
        {"free", "OTHER   TXT", 0x20, 8, false},
        {"another file's", "OTHER   TXT", 0x20, 2, false},
        {"none", "OTHER   TXT", 0x20, 0, false},
        {"outside of the volume", "OTHER   TXT", 0x20, 60, false},
        {"bad", "OTHER   TXT", 0x20, 9, false},
        {"a name in small letters", "other   TXT", 0x20, 7, false},
        {"a name with a control character", "OTH\1R   TXT", 0x20, 7, false},
        {"attributes that are none", "OTHER   TXT", 0xE0, 7, false},
        {"deleted", "\xE5THER   TXT", 0x20, 7, false},
    };
    for (const auto& one : cases) {
        ByteVector bytes = example::volume();
        example::set_fat(bytes, 7, 0xFFF);
        example::set_fat(bytes, 9, 0xFF7);
        example::put_entry(bytes, kFree + 64, one.entry, one.attributes, one.cluster, 3);  // behind two never used
        const Listed result = listed(bytes, false);
        EXPECT_EQ(std::ranges::count(result.paths, "OTHER.TXT"), one.is_listed ? 1 : 0) << one.name;
        EXPECT_EQ(result.paths.size(), one.is_listed ? 4U : 3U) << one.name;
        EXPECT_EQ(result.findings, (one.is_listed ? Texts{"FAT-001 /"} : Texts{"FAT-005 /"})) << one.name;
    }
}

TEST(LostFiles, HaveTheBytesOfAllTheirClusters) {
    ByteVector bytes = example::volume();
    wipe_entry(bytes, kReadme);
    Findings findings;
    const auto volume = *Volume::open(std::make_shared<MemoryBytes>(bytes), findings, true, is_readme);
    const auto file = volume->open_file(2);
    ASSERT_TRUE(file);
    const ByteVector content = *read_all(**file, 10'000);
    EXPECT_EQ(content.size(), 2 * example::kSector);
    EXPECT_TRUE(std::equal(content.begin(), content.begin() + 512,
                           bytes.begin() + static_cast<std::ptrdiff_t>(example::cluster(2))));
    EXPECT_TRUE(std::equal(content.begin() + 512, content.end(),
                           bytes.begin() + static_cast<std::ptrdiff_t>(example::cluster(5))));
}

TEST(LostFiles, OneChainGoesToOneFile) {
    ByteVector bytes = example::volume();
    wipe_entry(bytes, kReadme);
    example::put_text(bytes, example::cluster(5), "abcdefgh");  // its second cluster could begin a file, too
    const Listed result = listed(bytes, true);
    EXPECT_EQ(std::ranges::count(result.paths, "FOUND.000/FILE0002.CHK"), 1);
    EXPECT_EQ(std::ranges::count(result.paths, "FOUND.000/FILE0005.CHK"), 0);
}

}  // namespace
}  // namespace restante::fat
