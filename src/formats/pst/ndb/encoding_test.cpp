#include "formats/pst/ndb/encoding.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <numeric>

#include "formats/pst/ndb/permute_tables.h"

namespace restante::pst::ndb {
namespace {

TEST(PstEncoding, TablesArePermutationsAndInverses) {
    std::array<bool, 256> seen{};
    for (std::size_t i = 0; i < 256; ++i) {
        seen[kPermuteEncode[i]] = true;
        EXPECT_EQ(kPermuteDecode[kPermuteEncode[i]], i);
        EXPECT_EQ(kPermuteMiddle[kPermuteMiddle[i]], i);
    }
    for (const bool value : seen) EXPECT_TRUE(value);
}

TEST(PstEncoding, RoundTrip) {
    ByteVector plain(1000);
    std::iota(plain.begin(), plain.end(), std::uint8_t{0});
    for (const Encoding encoding : {Encoding::none, Encoding::permute, Encoding::cyclic})
        for (const Bid bid : {Bid{4}, Bid{0xFFFC}, Bid{0x12345678}}) {
            ByteVector encoded(plain.size());
            encode(encoding, bid, plain, encoded);
            EXPECT_EQ(encoded == plain, encoding == Encoding::none);
            decode(encoding, bid, encoded);
            EXPECT_EQ(encoded, plain);
        }
}

TEST(PstEncoding, PermuteLooksUpEveryByteAtEveryLength) {
    ByteVector plain(600);
    for (std::size_t i = 0; i < plain.size(); ++i) plain[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    for (std::size_t size = 0; size <= plain.size(); ++size) {
        ByteVector encoded(size);
        encode(Encoding::permute, 4, Bytes(plain).first(size), encoded);
        for (std::size_t i = 0; i < size; ++i) ASSERT_EQ(encoded[i], kPermuteEncode[plain[i]]) << i << " of " << size;
    }
}

TEST(PstEncoding, PermuteIsATableAndCyclicDependsOnTheBlock) {
    const ByteVector plain{0, 1, 2};
    ByteVector encoded(3);
    encode(Encoding::permute, 4, plain, encoded);
    EXPECT_EQ(encoded, (ByteVector{0x41, 0x36, 0x13}));
    ByteVector first(3);
    ByteVector second(3);
    encode(Encoding::cyclic, 4, plain, first);
    encode(Encoding::cyclic, 8, plain, second);
    EXPECT_NE(first, second);
    // By hand: the key is 4, so 4 is added before and taken away after the three tables.
    const std::uint8_t expected = static_cast<std::uint8_t>(kPermuteDecode[kPermuteMiddle[kPermuteEncode[4]]] - 4);
    EXPECT_EQ(first[0], expected);
}

}  // namespace
}  // namespace restante::pst::ndb
