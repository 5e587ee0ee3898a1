#include "sources/tree/archive_headers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/failing_bytes_test.h"

namespace restante::sources {
namespace {

constexpr std::size_t kBlock = 512;

void put(ByteVector& bytes, std::size_t at, std::string_view text) {
    std::ranges::copy(text, bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

// As `tar` writes it: the sum as six digits, NUL and a blank.
void put_header(ByteVector& bytes, std::size_t at, std::string_view name) {
    put(bytes, at, name);
    put(bytes, at + 124, "00000001750");
    put(bytes, at + 148, "        ");
    const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    unsigned sum = std::accumulate(first, first + kBlock, 0U);
    for (std::size_t digit = 6; digit-- > 0; sum /= 8)
        bytes[at + 148 + digit] = static_cast<std::uint8_t>('0' + sum % 8);
    bytes[at + 154] = 0;
}

TEST(TarHeader, TheFirstOneFromThereOn) {
    ByteVector bytes(400 * kBlock, 0xAA);
    for (const std::size_t block : {2UL, 3UL, 300UL}) {
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(block * kBlock), kBlock, std::uint8_t{0});
        put_header(bytes, block * kBlock, "MAIL.MMF");
    }
    const MemoryBytes whole(bytes);
    EXPECT_EQ(find_tar_header(whole, 0), 2 * kBlock);
    EXPECT_EQ(find_tar_header(whole, 2 * kBlock), 2 * kBlock);
    EXPECT_EQ(find_tar_header(whole, 2 * kBlock + 1), 3 * kBlock);
    EXPECT_EQ(find_tar_header(whole, 4 * kBlock), 300 * kBlock);
    EXPECT_EQ(find_tar_header(whole, 301 * kBlock), std::nullopt);
    EXPECT_EQ(find_tar_header(whole, 500 * kBlock), std::nullopt);
    // A sector in front that cannot be read, and the header itself.
    EXPECT_EQ(find_tar_header(FailingBytes(bytes, {kBlock}), 0), 2 * kBlock);
    EXPECT_EQ(find_tar_header(FailingBytes(bytes, {2 * kBlock + 7}), 0), 3 * kBlock);
}

TEST(TarHeader, TheSumMustFit) {
    ByteVector bytes(kBlock);
    put_header(bytes, 0, "MAIL.MMF");
    ASSERT_EQ(find_tar_header(MemoryBytes(bytes), 0), 0U);
    for (std::size_t at = 0; at < kBlock; ++at) {
        if (at == 155) continue;  // behind the digits of the sum and what ends them
        ByteVector changed = bytes;
        changed[at] ^= 0x41U;
        EXPECT_EQ(find_tar_header(MemoryBytes(changed), 0), std::nullopt) << at;
    }
    EXPECT_EQ(find_tar_header(MemoryBytes(ByteVector(4 * kBlock)), 0), std::nullopt);
    EXPECT_EQ(find_tar_header(MemoryBytes(ByteVector(kBlock - 1)), 0), std::nullopt);
}

TEST(ZipHeader, TheFirstOne) {
    for (const std::size_t place : {0UL, 1UL, 65'533UL, 65'536UL, 100'000UL}) {
        ByteVector bytes(100'004, 'P');
        put(bytes, place, "PK\x03\x04");
        EXPECT_EQ(find_zip_header(MemoryBytes(bytes)), place);
    }
    EXPECT_EQ(find_zip_header(MemoryBytes(ByteVector(70'000, 'P'))), std::nullopt);
    EXPECT_EQ(find_zip_header(MemoryBytes({})), std::nullopt);
}

}  // namespace
}  // namespace restante::sources
