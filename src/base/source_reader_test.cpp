#include "base/source_reader.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(SourceReader, ReadsIntegersTextAndRanges) {
    const MemoryBytes source({0x34, 0x12, 'a', 'b', 0, 1, 2, 3, 4, 9});
    SourceReader reader(source);
    EXPECT_EQ(*reader.le<std::uint16_t>(), 0x1234);
    EXPECT_EQ(*reader.until_nul(10), (ByteVector{'a', 'b'}));
    EXPECT_EQ(*reader.range(4), (SourceRange{5, 4}));
    EXPECT_EQ(*reader.bytes(1, 1), ByteVector{9});
    EXPECT_TRUE(reader.at_end());
}

TEST(SourceReader, FailuresLeaveThePositionAlone) {
    const MemoryBytes source({1, 2, 3});
    SourceReader reader(source);
    EXPECT_EQ(reader.le<std::uint32_t>().error().code, Errc::truncated);
    EXPECT_EQ(reader.range(4).error().code, Errc::truncated);
    EXPECT_EQ(reader.bytes(3, 2).error().code, Errc::too_large);
    EXPECT_EQ(reader.until_nul(2).error().code, Errc::too_large);
    EXPECT_EQ(reader.until_nul(9).error().code, Errc::truncated);
    EXPECT_EQ(reader.offset(), 0U);
}

TEST(SourceReader, AWindowIsCutToTheSource) {
    const MemoryBytes source({1, 2, 3});
    EXPECT_EQ(SourceReader(source, {2, 100}).remaining(), 1U);
    EXPECT_EQ(SourceReader(source, {9, 1}).remaining(), 0U);
}

}  // namespace
}  // namespace restante
