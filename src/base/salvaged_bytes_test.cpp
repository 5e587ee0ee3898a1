#include "base/salvaged_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/failing_bytes_test.h"

namespace restante {
namespace {

ByteVector counted(std::size_t size) {
    ByteVector bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i % 251 + 1);  // never zero
    return bytes;
}

TEST(SalvagedBytes, WhatCanBeReadIsGivenBackAsItIs) {
    for (const std::size_t size : {0UL, 1UL, 512UL, 200'000UL}) {
        const auto whole = std::make_shared<MemoryBytes>(counted(size));
        const SalvagedBytes salvaged = salvage_bytes(whole);
        EXPECT_EQ(salvaged.bytes, whole) << size;
        EXPECT_TRUE(salvaged.lost.empty()) << size;
    }
}

TEST(SalvagedBytes, ZerosStandForLostSectors) {
    const struct {
        const char* name;
        std::size_t size;
        std::vector<std::size_t> failing;                       // bytes of the medium
        std::vector<std::pair<std::size_t, std::size_t>> lost;  // offset, size
        std::size_t left;                                       // of the file
    } cases[] = {
        {"one", 5000, {1000}, {{512, 512}}, 5000},
        {"neighbours", 5000, {600, 1024, 1535}, {{512, 1024}}, 5000},
        {"apart", 300'000, {0, 70'000, 70'512, 131'072}, {{0, 512}, {69'632, 1024}, {131'072, 512}}, 300'000},
        {"across pieces", 200'000, {65'535, 65'536}, {{65'024, 1024}}, 200'000},
        {"the end", 5000, {1, 4999}, {{0, 512}, {4608, 392}}, 4608},
        {"everything", 700, {1, 699}, {{0, 700}}, 0},
    };
    for (const auto& one : cases) {
        const ByteVector plain = counted(one.size);
        const SalvagedBytes salvaged = salvage_bytes(std::make_shared<FailingBytes>(plain, one.failing));
        std::vector<std::pair<std::size_t, std::size_t>> lost;
        for (const LostBytes& part : salvaged.lost) lost.emplace_back(part.offset, part.size);
        EXPECT_EQ(lost, one.lost) << one.name;
        ASSERT_EQ(salvaged.bytes->size(), one.left) << one.name;
        ByteVector expected(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(one.left));
        std::size_t total = 0;
        for (const auto& [offset, size] : one.lost) {
            total += size;
            for (std::size_t i = offset; i < std::min(offset + size, one.left); ++i) expected[i] = 0;
        }
        EXPECT_EQ(size_of(salvaged.lost), total) << one.name;
        EXPECT_EQ(*read_all(*salvaged.bytes, one.size), expected) << one.name;
        // Any stretch, across the borders of what is lost.
        for (std::size_t at = 0; at + 700 <= one.left; at += 171) {
            ByteVector part(700);
            ASSERT_TRUE(salvaged.bytes->read(at, part)) << one.name;
            EXPECT_TRUE(std::equal(part.begin(), part.end(), expected.begin() + static_cast<std::ptrdiff_t>(at)))
                << one.name << " at " << at;
        }
        ByteVector past(2);
        EXPECT_EQ(salvaged.bytes->read(one.left - std::min<std::size_t>(one.left, 1), past).error().code,
                  Errc::truncated)
            << one.name;
    }
}

TEST(SalvagedBytes, WhatOverlapsALostStretch) {
    const std::vector<LostBytes> lost{{512, 512}, {2048, 1024}};
    EXPECT_FALSE(overlaps(lost, 0, 512));
    EXPECT_TRUE(overlaps(lost, 0, 513));
    EXPECT_TRUE(overlaps(lost, 1023, 1));
    EXPECT_FALSE(overlaps(lost, 1024, 1024));
    EXPECT_TRUE(overlaps(lost, 0, 10'000));
    EXPECT_FALSE(overlaps(lost, 600, 0));
    EXPECT_FALSE(overlaps(lost, 3072, 10));
    EXPECT_FALSE(overlaps({}, 0, 10));
}

}  // namespace
}  // namespace restante
