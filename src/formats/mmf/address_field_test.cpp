#include "formats/mmf/address_field.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/address_template.h"

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

// Templates as gateways would write them: the address is put together from other fields of the entry.
TEST(AddressTemplate, ConditionsChooseThePieces) {
    const ByteVector entry_bytes = write_address_fields(
        {field(0x10, "ann\0"sv), field(0x11, "\0"sv), field(0x12, "HQ\0"sv), field(0x13, "no end"sv)});
    const auto entry = AddressFields::read(entry_bytes);
    ASSERT_TRUE(entry);
    const ByteVector name_id = ids({0x10}), empty_id = ids({0x11}), absent_id = ids({0x99}), open_id = ids({0x13}),
                     none, broken{1};
    const ByteVector empty = nested({0xF003, empty_id}), present = nested({0xF003, name_id}),
                     never = nested({0xF0FF, none});
    const ByteVector twice = nested({0xF005, present});
    const ByteVector all = write_address_fields({{0xF003, name_id}, {0xF005, empty}});
    const ByteVector not_all = write_address_fields({{0xF003, name_id}, {0xF003, empty_id}});
    const ByteVector any = write_address_fields({{0xF003, empty_id}, {0xF008, none}});
    const ByteVector not_any = write_address_fields({{0xF003, empty_id}, {0xF003, absent_id}});
    const ByteVector nothing = write_address_fields({});
    struct Row {
        const char* what;
        AddressField condition;
        bool holds;
    };
    for (const Row& row : {Row{"always", {0xF008, none}, true},
                           {"a field with text", {0xF003, name_id}, true},
                           {"a field whose text has no end", {0xF003, open_id}, true},
                           {"an empty field", {0xF003, empty_id}, false},
                           {"a field that is absent", {0xF003, absent_id}, false},
                           {"no field named", {0xF003, none}, false},
                           {"not an empty field", {0xF005, empty}, true},
                           {"not a field with text", {0xF005, present}, false},
                           {"not not a field with text", {0xF005, twice}, true},
                           {"not an unknown condition", {0xF005, never}, true},
                           {"not a broken condition", {0xF005, name_id}, false},
                           {"all of two that hold", {0xF009, all}, true},
                           {"all of two, one does not hold", {0xF009, not_all}, false},
                           {"all of none", {0xF009, nothing}, true},
                           {"all of a broken list", {0xF009, broken}, false},
                           {"any of two", {0xF00A, any}, true},
                           {"any of two that do not hold", {0xF00A, not_any}, false},
                           {"any of none", {0xF00A, nothing}, false},
                           {"an unknown condition", {0xF0FF, none}, false}}) {
        const ByteVector list = write_address_fields({row.condition, {0, none}, field(0, "x\0"sv)});
        EXPECT_EQ(*apply_address_template(list, *entry), row.holds ? "x" : "") << row.what;
    }
}

TEST(AddressTemplate, FormatsAreFilledIn) {
    const ByteVector entry_bytes =
        write_address_fields({field(0x10, "ann\0"sv), field(0x11, "\0"sv), field(0x12, "HQ\0"sv)});
    const auto entry = AddressFields::read(entry_bytes);
    ASSERT_TRUE(entry);
    struct Row {
        std::string_view format;
        std::initializer_list<std::uint32_t> arguments;
        std::string_view address;
    };
    for (const Row& row : {Row{"%s@%s.org\0"sv, {0x10, 0x12}, "ann@HQ.org"},
                           {"%s=%s%%%x;\0"sv, {0x10, 0x10}, "ann=ann%;"},
                           {"/c=US/s=%s/g=%s\0"sv, {0x10, 0x11}, "/c=US/s=ann/g="},
                           {"%s%s\0"sv, {0x10}, "ann"},
                           {"%s\0ignored"sv, {0x99}, ""},
                           {"plain", {}, "plain"},
                           {"", {0x10}, ""}}) {
        const ByteVector arguments = ids(row.arguments);
        const ByteVector list = write_address_fields({{0xF008, {}}, {0, arguments}, field(0, row.format)});
        EXPECT_EQ(*apply_address_template(list, *entry), row.address) << row.format;
    }
}

TEST(AddressTemplate, EveryPieceThatHoldsIsAppended) {
    const ByteVector entry_bytes = write_address_fields({field(0x10, "ann\0"sv)});
    const auto entry = AddressFields::read(entry_bytes);
    ASSERT_TRUE(entry);
    const ByteVector name_id = ids({0x10}), absent_id = ids({0x99});
    const ByteVector list = write_address_fields({{0xF003, name_id},
                                                  {0, name_id},
                                                  field(0, "user=%s;\0"sv),
                                                  {0xF003, absent_id},
                                                  {0, absent_id},
                                                  field(0, "room=%s;\0"sv),
                                                  {0xF008, {}},
                                                  {0, {}},
                                                  field(0, "end\0"sv),
                                                  {0xF008, {}},
                                                  {0, {}}});  // no complete piece
    EXPECT_EQ(*apply_address_template(list, *entry), "user=ann;end");
}

TEST(AddressTemplate, MissingArgumentsAndLoneEndsVanish) {
    const ByteVector entry_bytes = write_address_fields({});
    const ByteVector list = write_address_fields({{0xF008, {}}, {0, {}}, field(0, "a%s%sb%"), {0xF008, {}}});
    EXPECT_EQ(*apply_address_template(list, *AddressFields::read(entry_bytes)), "ab");
}

TEST(AddressTemplate, AddressesOf64KibibytesAreEnough) {
    const ByteVector entry_bytes = write_address_fields({});
    const auto entry = AddressFields::read(entry_bytes);
    for (const std::size_t size : {65'536U, 65'537U}) {
        const ByteVector text(size, std::uint8_t{'x'});
        const auto address = apply_address_template(write_address_fields({{0xF008, {}}, {0, {}}, {0, text}}), *entry);
        ASSERT_EQ(address.has_value(), size == 65'536) << size;
        if (!address) {
            EXPECT_EQ(address.error().code, Errc::too_large);
        }
    }
}

TEST(AddressTemplate, NestingIsBounded) {
    ByteVector inner = nested({0xF008, {}});
    for (unsigned i = 0; i < 100; ++i) inner = nested({0xF005, inner});
    const ByteVector list = write_address_fields({{0xF005, inner}, {0, {}}, field(0, "x")});
    EXPECT_TRUE(apply_address_template(list, *AddressFields::read(write_address_fields({}))));
}

}  // namespace
}  // namespace restante::mmf
