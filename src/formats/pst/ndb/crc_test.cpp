#include "formats/pst/ndb/crc.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string_view>

namespace restante::pst::ndb {
namespace {

// The definition, bit by bit.
std::uint32_t slow_crc(Bytes bytes) {
    std::uint32_t state = 0;
    for (const std::uint8_t byte : bytes) {
        state ^= byte;
        for (int bit = 0; bit < 8; ++bit) state = (state >> 1U) ^ ((state & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return state;
}

TEST(PstCrc, KnownValues) {
    EXPECT_EQ(crc({}), 0U);
    EXPECT_EQ(crc(as_bytes("test")), 0xF93BA110U);  // the store password "test", as Outlook keeps it
    // The usual CRC-32 check value, without its inversions.
    EXPECT_EQ(crc(as_bytes("123456789")), 0x2DFD2D88U);
}

TEST(PstCrc, AgreesWithTheDefinitionAtEveryLengthAndAlignment) {
    ByteVector bytes(400);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i * 31 + 7);
    for (std::size_t start = 0; start < 20; ++start)
        for (std::size_t size = 0; start + size <= bytes.size(); ++size) {
            const Bytes part = Bytes(bytes).subspan(start, size);
            ASSERT_EQ(crc(part), slow_crc(part)) << start << "+" << size;
        }
}

TEST(PstSignature, FoldsOffsetAndId) {
    EXPECT_EQ(signature(0x4800, 4), 0x4804);
    EXPECT_EQ(signature(0x12345678, 0), 0x1234 ^ 0x5678);
    EXPECT_EQ(signature(0x1'0000'4800, 4), 0x4804);  // only the low 32 bits count
}

}  // namespace
}  // namespace restante::pst::ndb
