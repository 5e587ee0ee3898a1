#include "formats/pst/ltp/property_set.h"

#include <gtest/gtest.h>

namespace restante::pst::ltp {
namespace {

class PstPropertySet : public testing::Test {
protected:
    ByteVector bytes(std::uint16_t id) {
        const Bytes view = set.bytes_of(*set.find(id));
        return {view.begin(), view.end()};
    }

    TextCodec codec{Format::unicode, {}};
    PropertySet set{codec};
};

TEST_F(PstPropertySet, TypesFollowFromValues) {
    set.add_all({{1, true},
                 {2, std::int32_t{-1}},
                 {3, std::int64_t{-2}},
                 {4, 1.0},
                 {5, FileTime{7}},
                 {6, Guid{1}},
                 {7, std::string("a")},
                 {8, ByteVector{1}},
                 {9, std::vector<std::int32_t>{1, 2}},
                 {10, std::vector<std::string>{"x", "yz"}},
                 {11, std::vector<ByteVector>{}}});
    set.sort();
    constexpr std::uint16_t kTypes[] = {0x0B, 3, 0x14, 5, 0x40, 0x48, 0x1F, 0x102, 0x1003, 0x101F, 0x1102};
    for (std::uint16_t id = 1; id <= 11; ++id) EXPECT_EQ(set.find(id)->type, kTypes[id - 1]) << id;
    EXPECT_EQ(set.find(2)->fixed, 0xFFFFFFFFU);
    EXPECT_EQ(set.find(4)->fixed, 0x3FF0000000000000U);
    EXPECT_EQ(bytes(9), (ByteVector{1, 0, 0, 0, 2, 0, 0, 0}));
    EXPECT_EQ(bytes(10), (ByteVector{2, 0, 0, 0, 12, 0, 0, 0, 14, 0, 0, 0, 'x', 0, 'y', 0, 'z', 0}));
    EXPECT_EQ(bytes(11), ByteVector());
}

TEST_F(PstPropertySet, SortedAndTheLastOfEqualsStays) {
    set.add_all({{5, std::int32_t{1}}, {3, std::int32_t{2}}, {5, std::int32_t{3}}, {5, std::int32_t{4}}});
    set.sort();
    ASSERT_EQ(set.list().size(), 2U);
    EXPECT_EQ(set.list()[0].id, 3);
    EXPECT_EQ(set.find(5)->fixed, 4U);
    EXPECT_EQ(set.find(4), nullptr);
}

TEST_F(PstPropertySet, EmptyAndMissingStreamsAreEmptyValues) {
    const ByteSourcePointer empty = std::make_shared<MemoryBytes>(ByteVector());
    const ByteSourcePointer full = std::make_shared<MemoryBytes>(ByteVector(1));
    set.add({1, ByteSourcePointer()});
    set.add({2, empty});
    set.add({3, full});
    set.sort();
    EXPECT_EQ(set.find(1)->stream, nullptr);
    EXPECT_EQ(set.find(2)->stream, nullptr);
    EXPECT_EQ(set.find(3)->stream, full.get());
}

}  // namespace
}  // namespace restante::pst::ltp
