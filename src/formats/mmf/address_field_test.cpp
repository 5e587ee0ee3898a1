#include "formats/mmf/address_field.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/address_template.h"
#include "formats/mmf/fax_address.h"

namespace restante::mmf {
namespace {

using namespace std::string_view_literals;

AddressField field(std::uint32_t id, std::string_view data) { return {id, as_bytes(data)}; }

TEST(AddressFields, WritesTheKnownEntry) {
    const ByteVector entry = write_address_entry({field(address_field::kName, "Ann Lee\0"sv),
                                                  field(address_field::kAddress, "ACME/HQ/ALEE\0"sv),
                                                  field(address_field::kAddressType, "MS\0"sv)});
    EXPECT_EQ(to_hex(entry),
              "000000005c000000340000000000000008000000416e6e204c656500040000000d00000041434d452f48512f414c4545000500"
              "0000030000004d530003000000000000000800000004000000040000000d00000014000000050000000300000029000000");
    const auto fields = AddressFields::read_entry(entry);
    ASSERT_TRUE(fields);
    EXPECT_EQ(as_text(fields->text(address_field::kName)), "Ann Lee");
    EXPECT_EQ(as_text(fields->text(address_field::kAddress)), "ACME/HQ/ALEE");
    EXPECT_TRUE(fields->text(address_field::kComment).empty());
    EXPECT_FALSE(fields->is_group());
}

TEST(AddressFields, GroupsSayWhatTheyAre) {
    const ByteVector group = write_object_type(kGroupObject);
    const ByteVector list = write_address_fields({{address_field::kObjectType, group}});
    EXPECT_TRUE(AddressFields::read(list)->is_group());
    const ByteVector cut = write_address_fields({{address_field::kObjectType, Bytes(group).first(0x13)}});
    EXPECT_FALSE(AddressFields::read(cut)->is_group());
}

TEST(AddressFields, FirstOfSeveralWins) {
    const ByteVector list = write_address_fields({field(9, "one"), field(9, "two")});
    EXPECT_EQ(as_text(AddressFields::read(list)->text(9)), "one");
}

TEST(AddressFields, BrokenIndexIsReadAround) {
    ByteVector list = write_address_fields({field(0, "Ann"), field(4, "X")});
    list[0] = 0xFF;  // the index is said to lie outside
    const auto fields = AddressFields::read(list);
    ASSERT_TRUE(fields);
    EXPECT_EQ(as_text(fields->text(0)), "Ann");
    EXPECT_EQ(as_text(fields->text(4)), "X");
    EXPECT_EQ(fields->unreadable(), 1U);
}

TEST(AddressFields, MemberOutsideIsLeftOut) {
    ByteVector list = write_address_fields({field(0, "Ann"), field(4, "X")});
    list[list.size() - 4] = 0xF0;  // position of the last member
    const auto fields = AddressFields::read(list);
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->fields().size(), 1U);
    EXPECT_EQ(fields->unreadable(), 1U);
}

TEST(AddressFields, NothingToRead) {
    EXPECT_EQ(AddressFields::read({}, 0x30).error().offset, 0x30U);
    EXPECT_FALSE(AddressFields::read(ByteVector(3)));
    EXPECT_FALSE(AddressFields::read_entry(ByteVector{1, 0, 0, 0, 0, 0, 0, 0}));
}

ByteVector ids(std::initializer_list<std::uint32_t> values) {
    ByteWriter writer;
    for (const std::uint32_t value : values) writer.le(value);
    return std::move(writer).take();
}

ByteVector nested(const AddressField& inner) {
    ByteWriter writer;
    writer.le(inner.id);
    writer.le(static_cast<std::uint32_t>(inner.data.size()));
    writer.bytes(inner.data);
    return std::move(writer).take();
}

TEST(AddressTemplate, ConditionsChooseThePieces) {
    const ByteVector entry_bytes = write_address_fields({field(0x10, "ann\0"sv), field(0x11, "\0"sv)});
    const auto entry = AddressFields::read(entry_bytes);
    ASSERT_TRUE(entry);
    const ByteVector name_id = ids({0x10}), empty_id = ids({0x11}), both = ids({0x10, 0x10}), none;
    const ByteVector not_empty = nested({0xF003, empty_id});
    const ByteVector all = write_address_fields({{0xF003, name_id}, {0xF005, not_empty}});
    const ByteVector any = write_address_fields({{0xF003, empty_id}, {0xF008, none}});
    struct Row {
        AddressField condition;
        std::string expected;
    };
    const Row rows[] = {
        {{0xF008, none}, "ann=ann%;"}, {{0xF003, name_id}, "ann=ann%;"},
        {{0xF003, empty_id}, ""},      {{0xF005, not_empty}, "ann=ann%;"},
        {{0xF009, all}, "ann=ann%;"},  {{0xF00A, any}, "ann=ann%;"},
        {{0xF0FF, none}, ""},
    };
    for (const Row& row : rows) {
        const ByteVector list = write_address_fields({row.condition, {0, both}, field(0, "%s=%s%%%x;\0"sv)});
        EXPECT_EQ(*apply_address_template(list, *entry), row.expected) << row.condition.id;
    }
}

TEST(AddressTemplate, MissingArgumentsAndLoneEndsVanish) {
    const ByteVector entry_bytes = write_address_fields({});
    const ByteVector list = write_address_fields({{0xF008, {}}, {0, {}}, field(0, "a%s%sb%"), {0xF008, {}}});
    EXPECT_EQ(*apply_address_template(list, *AddressFields::read(entry_bytes)), "ab");
}

TEST(AddressTemplate, NestingIsBounded) {
    ByteVector inner = nested({0xF008, {}});
    for (unsigned i = 0; i < 100; ++i) inner = nested({0xF005, inner});
    const ByteVector list = write_address_fields({{0xF005, inner}, {0, {}}, field(0, "x")});
    EXPECT_TRUE(apply_address_template(list, *AddressFields::read(write_address_fields({}))));
}

TEST(FaxAddress, NeedsFourCarriageReturns) {
    const auto parts = split_fax_address(as_bytes("Name\rCo\r+1 555\r12345\r"));
    ASSERT_TRUE(parts);
    EXPECT_EQ(as_text(parts->recipient), "Name");
    EXPECT_EQ(as_text(parts->office), "Co");
    EXPECT_EQ(as_text(parts->company), "+1 555");
    EXPECT_EQ(as_text(parts->number), "12345");
    EXPECT_FALSE(split_fax_address(as_bytes("Name\rCo\r+1 555\r12345")));
    EXPECT_FALSE(split_fax_address({}));
}

}  // namespace
}  // namespace restante::mmf
