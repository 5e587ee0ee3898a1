#include "base/zero_bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/failing_bytes_test.h"
#include "base/result.h"

namespace restante {
namespace {

ByteVector ones_with_zeros(std::size_t size, std::size_t begin, std::size_t end) {
    ByteVector bytes(size, 1);
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.begin() + static_cast<std::ptrdiff_t>(end),
              std::uint8_t{0});
    return bytes;
}

TEST(ZeroBytes, RunsAreCountedWhereTheyAreLongEnough) {
    const struct {
        const char* name;
        std::size_t size, begin, end;
        std::uint64_t found;
    } cases[] = {{"nothing", 0, 0, 0, 0},          {"no zero", 100, 0, 0, 0},         {"too short", 100, 20, 35, 0},
                 {"just enough", 100, 20, 36, 16}, {"at the start", 100, 0, 16, 16},  {"at the end", 100, 84, 100, 16},
                 {"all of it", 100, 0, 100, 100},  {"a sector", 2000, 512, 1024, 512}};
    for (const auto& one : cases) {
        const ByteVector bytes = ones_with_zeros(one.size, one.begin, one.end);
        const ZeroBytes found = zero_runs(Bytes(bytes));
        EXPECT_EQ(found.size, one.found) << one.name;
        if (one.found != 0) {
            EXPECT_EQ(found.first, one.begin) << one.name;
        }
    }
}

RC_GTEST_PROP(ZeroBytesProperty, ASearchByThePieceFindsWhatASearchByTheByteDoes, ()) {
    // Runs about as long as those that count.
    const auto lengths = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 40));
    ByteVector bytes;
    std::uint64_t wanted = 0;
    std::size_t first = 0;
    for (const std::size_t length : lengths) {
        bytes.push_back(1);
        if (length >= kShortestZeroRun && wanted == 0) first = bytes.size();
        if (length >= kShortestZeroRun) wanted += length;
        bytes.insert(bytes.end(), length, 0);
    }
    const ZeroBytes found = zero_runs(Bytes(bytes));
    RC_ASSERT(found.size == wanted);
    if (wanted != 0) {
        RC_ASSERT(found.first == first);
    }
}

TEST(ZeroBytes, ASourceIsSearchedWithinTheRange) {
    const MemoryBytes source(ones_with_zeros(1'000'000, 600'000, 700'000));
    EXPECT_EQ(zero_runs(source, {0, 1'000'000})->size, 100'000U);
    EXPECT_EQ(zero_runs(source, {0, 1'000'000})->first, 600'000U);
    EXPECT_EQ(zero_runs(source, {650'000, 1000})->size, 1000U);
    EXPECT_EQ(zero_runs(source, {699'990, 300})->size, 0U);
    EXPECT_EQ(zero_runs(source, {700'000, 5'000'000})->size, 0U);
    EXPECT_EQ(zero_runs(source, {5'000'000, 1})->size, 0U);
}

TEST(ZeroBytes, SectorsCountAsAWhole) {
    const MemoryBytes source(ones_with_zeros(5000, 1000, 2600));  // the sectors at 1024, 1536 and 2048
    EXPECT_EQ(*first_zero_sector(source, {0, 5000}), 1024U);
    EXPECT_EQ(*first_zero_sector(source, {1030, 1}), 1024U);
    EXPECT_EQ(*first_zero_sector(source, {1900, 3000}), 1536U);
    EXPECT_EQ(*first_zero_sector(source, {0, 1024}), std::nullopt);
    EXPECT_EQ(*first_zero_sector(source, {1024, 0}), std::nullopt);
    EXPECT_EQ(*first_zero_sector(source, {2560, 5000}), std::nullopt);
    EXPECT_EQ(*first_zero_sector(source, {9000, 1}), std::nullopt);
    const MemoryBytes short_end(ones_with_zeros(1100, 1024, 1100));
    EXPECT_EQ(*first_zero_sector(short_end, {0, 1100}), 1024U);
    const MemoryBytes large(ones_with_zeros(1'000'000, 700'000, 702'000));
    EXPECT_EQ(*first_zero_sector(large, {100, 999'900}), 700'416U);
}

TEST(ZeroBytes, WhatCannotBeReadIsAnError) {
    const FailingBytes source(ByteVector(2000, 1), {600});
    EXPECT_EQ(zero_runs(source, {0, 2000}).error().code, Errc::io);
    EXPECT_EQ(first_zero_sector(source, {0, 2000}).error().code, Errc::io);
}

}  // namespace
}  // namespace restante
