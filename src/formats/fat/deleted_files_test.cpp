#include "formats/fat/deleted_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/example_volume_test.h"
#include "formats/fat/file.h"
#include "formats/fat/volume.h"

namespace restante::fat {
namespace {

constexpr std::size_t kThirdEntry = example::kRoot + 128;  // the first ones of the root are taken

// Each cluster from 6 on is filled with its number.
ByteVector numbered_volume() {
    ByteVector bytes = example::volume();
    for (std::size_t number = 6; example::cluster(number) < bytes.size(); ++number)
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(example::cluster(number)), example::kSector,
                    static_cast<std::uint8_t>(number));
    return bytes;
}

void put_deleted(ByteVector& bytes, std::size_t index, std::string_view rest10, std::size_t first, std::size_t size,
                 std::size_t day = 30) {
    const std::size_t at = kThirdEntry + 32 * index;
    example::put_entry(bytes, at, "\xE5" + std::string(rest10), 0x20, first, size);
    example::put(bytes, at + 24, (15U << 9U) | (8U << 5U) | day, 2);  // of August 1995
}
void put_live(ByteVector& bytes, std::size_t index, std::size_t cluster) {
    example::put_entry(bytes, kThirdEntry + 32 * index, "LIVE    TXT", 0x20, cluster, 10);
    example::set_fat(bytes, cluster, 0xFFF);
}

struct Found {
    std::string path{};
    std::string clusters{};  // "6 7 7": which cluster each sector of it came from; the last one may be cut

    bool operator==(const Found&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Found& found) { return out << found.path << ": " << found.clusters; }

struct Dug {
    std::vector<Found> files{};
    Findings findings{};
};

Dug dug(const ByteVector& bytes, const Wanted& wanted = [](Bytes, std::uint64_t) { return true; }, bool dig = true) {
    Dug result;
    const auto volume = *Volume::open(std::make_shared<MemoryBytes>(bytes), result.findings, dig, wanted);
    for (std::size_t i = 0; i < volume->files().size(); ++i) {
        if (!volume->files()[i].deleted) continue;
        const ByteVector content = *read_all(**volume->open_file(i), 1'000'000);
        Found& found = result.files.emplace_back(Found{volume->files()[i].path, {}});
        for (std::size_t at = 0; at < content.size(); at += example::kSector)
            found.clusters += (at == 0 ? "" : " ") + std::to_string(content[at]);
    }
    return result;
}

TEST(DeletedFiles, LieInTheFreeClustersFromTheirFirstOneOn) {
    const struct {
        const char* name;
        void (*change)(ByteVector& bytes);
        std::vector<Found> found;
    } cases[] = {
        {"one", [](ByteVector& bytes) { put_deleted(bytes, 0, "AIL    MMF", 6, 1100); }, {{"_AIL.MMF", "6 7 8"}}},
        {"around a file that is listed",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "AIL    MMF", 6, 1100);
             put_live(bytes, 1, 7);
         },
         {{"_AIL.MMF", "6 8 9"}}},
        {"its beginning is another file's",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "AIL    MMF", 6, 1100);
             put_live(bytes, 1, 6);
         },
         {}},
        {"empty", [](ByteVector& bytes) { put_deleted(bytes, 0, "AIL    MMF", 6, 0); }, {}},
        {"no such cluster", [](ByteVector& bytes) { put_deleted(bytes, 0, "AIL    MMF", 60, 1100); }, {}},
        {"larger than the volume", [](ByteVector& bytes) { put_deleted(bytes, 0, "AIL    MMF", 6, 40'000); }, {}},
        {"a directory",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "AIL    MMF", 6, 1100);
             bytes[kThirdEntry + 11] = 0x10;
         },
         {}},
        {"saved again and again",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "AIL    MMF", 6, 600, 1);
             put_deleted(bytes, 1, "AIL    MMF", 6, 1100, 3);
             put_deleted(bytes, 2, "AIL    MMF", 6, 700, 2);
         },
         {{"_AIL.MMF", "6 7 8"}}},
        {"the newer one has what both claim",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "LD     MMF", 6, 1500, 1);
             put_deleted(bytes, 1, "EW     MMF", 7, 600, 2);
         },
         {{"_EW.MMF", "7 8"}, {"_LD.MMF", "6 9 10"}}},
        {"of one name",
         [](ByteVector& bytes) {
             put_deleted(bytes, 0, "AIL    MMF", 6, 100, 1);
             put_deleted(bytes, 1, "AIL    MMF", 9, 100, 2);
         },
         {{"_AIL.MMF", "9"}, {"_AIL.MMF (2)", "6"}}},
    };
    for (const auto& one : cases) {
        ByteVector bytes = numbered_volume();
        one.change(bytes);
        const Dug result = dug(bytes);
        EXPECT_EQ(result.files, one.found) << one.name;
        EXPECT_EQ(result.findings.total(), one.found.size()) << one.name;
        for (const Finding& finding : result.findings.list())
            EXPECT_EQ(finding.id, MessageId::fat_file_deleted) << one.name;
    }
}

TEST(DeletedFiles, OnlyForWhoDigsAndWantsThem) {
    ByteVector bytes = numbered_volume();
    put_deleted(bytes, 0, "AIL    MMF", 6, 1100);
    put_deleted(bytes, 1, "THER   TXT", 12, 700);
    std::vector<std::pair<std::string, std::uint64_t>> asked;
    const Wanted mail = [&asked](Bytes start, std::uint64_t size) {
        asked.emplace_back(as_text(start), size);
        return start.front() == 6;
    };
    EXPECT_EQ(dug(bytes, mail).files, (std::vector<Found>{{"_AIL.MMF", "6 7 8"}}));
    // The file that is listed at its first cluster is nobody's but its owner's: "?ONE.TXT" of the example is not asked.
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[0], (std::pair<std::string, std::uint64_t>{std::string(512, 6) + std::string(512, 7), 1100}));
    EXPECT_EQ(asked[1], (std::pair<std::string, std::uint64_t>{std::string(512, 12) + std::string(188, 13), 700}));
    EXPECT_TRUE(dug(bytes, mail, false).files.empty());
    EXPECT_TRUE(dug(bytes, {}).files.empty());
}

TEST(DeletedFiles, WhatTheImageLacksIsTold) {
    ByteVector bytes = numbered_volume();
    put_deleted(bytes, 0, "AIL    MMF", 6, 2000);
    bytes.resize(example::cluster(8) + 100);
    const Dug result = dug(bytes);
    EXPECT_EQ(result.files, (std::vector<Found>{{"_AIL.MMF", "6 7 8"}}));
    ASSERT_EQ(result.findings.total(), 2U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::fat_file_cut);
    EXPECT_EQ(result.findings.list()[0].text, "1124 of its 2000 bytes");
    EXPECT_EQ(result.findings.list()[1].id, MessageId::fat_file_deleted);
}

TEST(DeletedFiles, TheStepsAreLimited) {
    const auto bytes = std::make_shared<MemoryBytes>(numbered_volume());
    const Geometry geometry = *read_boot_sector(*bytes);
    const ClusterTable table(bytes, geometry);
    const std::vector<File> entries{{"_A", 1100, 6, 0, {}, true}, {"_B", 1100, 20, 0, {}, true}};
    for (const std::uint64_t allowed : {100ULL, 5ULL, 3ULL, 2ULL, 0ULL}) {
        std::vector<bool> used(std::size_t{geometry.clusters} + 2);
        std::uint64_t steps = allowed;
        const auto found =
            find_deleted(entries, [](Bytes, std::uint64_t) { return true; }, *bytes, geometry, table, used, steps);
        EXPECT_EQ(found.size(), allowed > 3 ? 2U : allowed > 0 ? 1U : 0U) << allowed;
        EXPECT_EQ(steps, allowed > 6 ? allowed - 6 : 0U) << allowed;
    }
}

}  // namespace
}  // namespace restante::fat
