#include "formats/pst/messaging/name_map.h"

#include <gtest/gtest.h>

#include "formats/pst/little_endian.h"

namespace restante::pst {
namespace {

TEST(PstNameMap, IdsAreStable) {
    NameMap names;
    const std::uint16_t number = *names.id_of({kAddressSet, 0x8080U});
    EXPECT_EQ(number, 0x8002);  // two names are there from the start
    EXPECT_EQ(*names.id_of({kAddressSet, std::string("8080")}), 0x8003);
    EXPECT_EQ(*names.id_of({kAddressSet, 0x8080U}), number);
    EXPECT_EQ(*names.id_of({kCommonSet, 0x8503U}), 0x8000);
    EXPECT_EQ(names.size(), 4U);
}

TEST(PstNameMap, Streams) {
    NameMap names;
    const ltp::TextCodec codec(Format::unicode, {});
    ltp::PropertySet set(codec);
    names.describe(set);
    EXPECT_EQ(set.find(1)->fixed, 251U);
    const Bytes entries = set.bytes_of(*set.find(3));
    ASSERT_EQ(entries.size(), 16U);
    EXPECT_EQ(load_le<std::uint32_t>(entries, 0), 0x8503U);
    EXPECT_EQ(load_le<std::uint16_t>(entries, 4), 3U << 1U);          // the first listed set, a number
    EXPECT_EQ(load_le<std::uint16_t>(entries, 12), (2U << 1U) | 1U);  // PS_PUBLIC_STRINGS, a text
    const Bytes texts = set.bytes_of(*set.find(4));
    EXPECT_EQ(load_le<std::uint32_t>(texts, 0), 16U);
    EXPECT_EQ(texts.size(), 20U);
    EXPECT_NE(set.find(static_cast<std::uint16_t>(0x1000 + (0x8503 ^ 6) % 251)), nullptr);
}

TEST(PstNameMap, Full) {
    NameMap names;
    for (std::uint32_t i = 0; i < 0x7FFE - 2; ++i) ASSERT_TRUE(names.id_of({kAddressSet, i}));
    const auto refused = names.id_of({kAddressSet, 0xFFFFFFFFU});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::too_large);
    EXPECT_TRUE(names.id_of({kAddressSet, 0U}));
}

}  // namespace
}  // namespace restante::pst
