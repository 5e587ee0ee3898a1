#include "base/byte_reader.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {
namespace {

const ByteVector kData{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x88};

TEST(ByteReader, ReadsBothByteOrders) {
    ByteReader little(kData);
    EXPECT_EQ(little.le<std::uint8_t>().value(), 0x01);
    EXPECT_EQ(little.le<std::uint16_t>().value(), 0x0302);
    EXPECT_EQ(little.le<std::uint32_t>().value(), 0x07060504U);
    EXPECT_EQ(little.remaining(), 1U);
    EXPECT_EQ(ByteReader(kData).le<std::uint64_t>().value(), 0x8807060504030201U);
    ByteReader big(kData);
    EXPECT_EQ(big.be<std::uint16_t>().value(), 0x0102);
    EXPECT_EQ(big.be<std::uint32_t>().value(), 0x03040506U);
    EXPECT_EQ(ByteReader(kData).be<std::uint64_t>().value(), 0x0102030405060788U);
}

TEST(ByteReader, FailuresNameTheFileOffsetAndDoNotMove) {
    ByteReader reader(kData, 0x1000);
    ASSERT_TRUE(reader.skip(6));
    EXPECT_EQ(reader.offset(), 0x1006U);
    const auto value = reader.le<std::uint32_t>();
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, Errc::truncated);
    EXPECT_EQ(value.error().offset, 0x1006U);
    EXPECT_EQ(reader.position(), 6U);
    EXPECT_EQ(reader.le<std::uint16_t>().value(), 0x8807);
    EXPECT_TRUE(reader.at_end());
    EXPECT_FALSE(reader.bytes(1));
    EXPECT_TRUE(reader.bytes(0));
}

TEST(ByteReader, SeeksInsideTheDataOnly) {
    ByteReader reader(kData, 100);
    ASSERT_TRUE(reader.seek(8));
    EXPECT_TRUE(reader.at_end());
    const auto outside = reader.seek(9);
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().offset, 109U);
    EXPECT_EQ(reader.position(), 8U);
    ASSERT_TRUE(reader.seek(0));
    EXPECT_EQ(reader.remaining(), 8U);
}

TEST(ByteReader, HugeCountsAreRefusedWithoutOverflow) {
    ByteReader reader(kData);
    ASSERT_TRUE(reader.skip(1));
    EXPECT_FALSE(reader.bytes(SIZE_MAX));
    EXPECT_FALSE(reader.skip(SIZE_MAX - 1));
    EXPECT_FALSE(reader.seek(SIZE_MAX));
    EXPECT_EQ(reader.position(), 1U);
}

TEST(ByteReader, TextEndsAtItsNul) {
    const ByteVector data{'a', 'b', 0, 0, 'c'};
    ByteReader reader(data, 10);
    EXPECT_EQ(as_text(reader.until_nul().value()), "ab");
    EXPECT_EQ(as_text(reader.until_nul().value()), "");
    const auto open = reader.until_nul();
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().code, Errc::truncated);
    EXPECT_EQ(open.error().offset, 14U);
    EXPECT_EQ(reader.position(), 4U);
}

TEST(ByteWriter, WritesWhatTheReaderReads) {
    ByteWriter writer;
    writer.le(std::uint16_t{0x1234});
    writer.be(std::uint32_t{0x89ABCDEF});
    writer.text_nul("x");
    writer.align(4);
    writer.le(std::uint64_t{1});
    ASSERT_EQ(writer.size(), 16U);
    ByteReader reader(writer.view());
    EXPECT_EQ(reader.le<std::uint16_t>().value(), 0x1234);
    EXPECT_EQ(reader.be<std::uint32_t>().value(), 0x89ABCDEFU);
    EXPECT_EQ(as_text(reader.until_nul().value()), "x");
    EXPECT_EQ(reader.le<std::uint64_t>().value(), 1U);
}

TEST(ByteWriter, AlignsOnlyWhenNeededAndPatchesInPlace) {
    ByteWriter writer;
    writer.align(512);
    EXPECT_EQ(writer.size(), 0U);
    writer.zeros(3);
    writer.align(2);
    writer.align(2);
    EXPECT_EQ(writer.size(), 4U);
    writer.patch_le(1, std::uint16_t{0xBEEF});
    EXPECT_EQ(to_hex(writer.view()), "00efbe00");
    EXPECT_EQ(std::move(writer).take().size(), 4U);
}

}  // namespace
}  // namespace restante
