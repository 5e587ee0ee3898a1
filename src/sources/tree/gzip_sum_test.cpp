#include "sources/tree/gzip_sum.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/failing_bytes_test.h"

namespace restante::sources {
namespace {

constexpr std::uint64_t kAny = UINT64_MAX;
// A header of gzip, then one stored block of "mail home" (RFC 1951, 3.2.4), its CRC32 and its size.
const ByteVector member{0x1F, 0x8B, 8,   0,   0,   0,   0,   0,   0,    3,    1,    9,    0, 0xF6, 0xFF, 'm',
                        'a',  'i',  'l', ' ', 'h', 'o', 'm', 'e', 0xA7, 0xE8, 0x2F, 0xA7, 9, 0,    0,    0};
constexpr std::size_t kText = 15, kCrc = 24, kSize = 28;

ByteVector changed(ByteVector bytes, std::size_t at) {
    bytes[at] ^= 1;
    return bytes;
}

ByteVector joined(std::initializer_list<ByteVector> parts) {
    ByteVector all;
    for (const ByteVector& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST(GzipSum, FitsWhatIsWhole) {
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(member), kAny));
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(joined({member, member})), kAny));
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(joined({member, ByteVector(512)})), kAny)) << "filled up";
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(joined({member, ByteVector(512, 0x1F)})), kAny)) << "filled up";
}

TEST(GzipSum, TellsEveryChange) {
    for (const std::size_t at : {kText, kText + 8, kCrc, kCrc + 3, kSize, kSize + 3}) {
        EXPECT_TRUE(has_wrong_gzip_sum(MemoryBytes(changed(member, at)), kAny)) << at;
        EXPECT_TRUE(has_wrong_gzip_sum(MemoryBytes(joined({member, changed(member, at)})), kAny)) << at;
    }
}

TEST(GzipSum, SaysNothingOfWhatItDoesNotSee) {
    const ByteVector wrong = changed(member, kText);
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes({}), kAny));
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes({0x1F}), kAny));
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes({'P', 'K', 3, 4}), kAny));
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(ByteVector(wrong.begin(), wrong.begin() + kSize - 1)), kAny)) << "cut";
    EXPECT_FALSE(has_wrong_gzip_sum(MemoryBytes(joined({member, wrong})), 8)) << "beyond the limit";
    EXPECT_FALSE(has_wrong_gzip_sum(FailingBytes(wrong, {kText}), kAny)) << "unreadable";
}

}  // namespace
}  // namespace restante::sources
