#include "formats/mmf/attribute.h"

#include <gtest/gtest.h>

namespace restante::mmf {
namespace {

TEST(Attribute, TypesAndMinimumSizes) {
    struct Row {
        std::uint32_t id;
        AttributeType type;
        std::size_t minimum;
    };
    const Row rows[] = {
        {attribute::kFrom, AttributeType::triples, 8},
        {attribute::kSubject, AttributeType::string, 0},
        {attribute::kBody, AttributeType::text, 0},
        {attribute::kDateSent, AttributeType::date, 14},
        {attribute::kPriority, AttributeType::short_integer, 2},
        {0x00050008, AttributeType::long_integer, 4},
        {attribute::kStatus, AttributeType::byte, 1},
        {attribute::kClass, AttributeType::word, 2},
        {attribute::kSummaryValue, AttributeType::dword, 4},
        {0x00090001, AttributeType::other, 1},
        {0x000A0001, AttributeType::other, 1},
        {0xFFFF0001, AttributeType::other, 1},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(attribute_type(row.id), row.type) << row.id;
        EXPECT_EQ(minimum_size(row.type), row.minimum) << row.id;
    }
}

TEST(Attribute, TextEndsAtTheFirstNul) {
    using namespace std::string_view_literals;
    EXPECT_EQ(as_text(until_nul(as_bytes("abc\0def\0"sv))), "abc");
    EXPECT_EQ(as_text(until_nul(as_bytes("abc"sv))), "abc");
    EXPECT_TRUE(until_nul({}).empty());
}

TEST(Attribute, IntegersAreUnsigned) {
    const ByteVector value{0xFE, 0xFF, 0xFF, 0xFF};
    EXPECT_EQ(*integer_value(attribute::kPriority, value), 0xFFFEU);
    EXPECT_EQ(*integer_value(attribute::kSummaryValue, value), 0xFFFFFFFEU);
    EXPECT_EQ(integer_value(attribute::kSummaryValue, Bytes(value).first(3), 0x99).error().offset, 0x99U);
    EXPECT_EQ(integer_value(attribute::kSubject, value).error().code, Errc::bad_value);
}

TEST(Attribute, UnreadMeansNeitherReadNorComposedHere) {
    EXPECT_TRUE(is_unread(0x00));
    EXPECT_TRUE(is_unread(0x80 | 0x04));
    EXPECT_FALSE(is_unread(0x20));
    EXPECT_FALSE(is_unread(0x02));
    EXPECT_FALSE(is_unread(0x22));
}

}  // namespace
}  // namespace restante::mmf
