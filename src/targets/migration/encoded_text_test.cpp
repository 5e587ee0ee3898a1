#include "targets/migration/encoded_text.h"

#include <gtest/gtest.h>

namespace restante::targets::migration {
namespace {

TEST(EncodedText, PositionsCountBytesOfTheCodePage) {
    const CodePage western = *CodePage::numbered(1252), japanese = *CodePage::numbered(932);
    const EncodedText one = encoded_text(western, "søster\rx\ny\r\nz", {5, 7, 0, std::nullopt, 9, 12, 13, 99});
    EXPECT_EQ(one.bytes, "s\xF8ster\r\nx\r\ny\r\nz");
    EXPECT_EQ(one.positions, (std::vector<std::int64_t>{5, 8, 0, -1, 11, 14, -1, -1}));
    EXPECT_EQ(one.lost, 0U);
    const EncodedText two = encoded_text(japanese, "日本語 x", {2, 4});
    EXPECT_EQ(two.bytes, "\x93\xFA\x96\x7B\x8C\xEA x");
    EXPECT_EQ(two.positions, (std::vector<std::int64_t>{4, 7}));
}

TEST(EncodedText, B21WhatThePageDoesNotHaveIsCounted) {
    const CodePage western = *CodePage::numbered(1252);
    const EncodedText text = encoded_text(western, std::string_view("a\0b日本", 9), {});
    EXPECT_EQ(text.bytes, "a b??");
    EXPECT_EQ(text.lost, 2U);
    EXPECT_EQ(text.replaced, 1U);
    std::size_t replaced = 0;
    EXPECT_EQ(plain_field(std::string_view("a\0b\tc\r\nd\x01", 9), replaced), "a b\tc\r\nd ");
    EXPECT_EQ(replaced, 2U);
}

}  // namespace
}  // namespace restante::targets::migration
