#include "formats/mmf/message_class.h"

#include <gtest/gtest.h>

#include "formats/mmf/text_map.h"

namespace restante::mmf {
namespace {

TEST(MessageClass, FormOfAClassWithoutMap) {
    const MessageClass phone = MessageClass::named("Phone");
    EXPECT_EQ(to_hex(write_message_class(phone)), "060050686f6e65000000");
    EXPECT_EQ(phone.name(), "Phone");
}

TEST(MessageClass, UnknownBytesSurvive) {
    const MessageClass odd{std::string("A\0junk", 6), {1, 2, 3}, {9, 9}};
    EXPECT_EQ(*read_message_class(write_message_class(odd)), odd);
    EXPECT_EQ(odd.name(), "A");
}

TEST(MessageClass, CutOffSaysWhere) {
    const ByteVector whole = write_message_class(MessageClass::named("Phone", {1, 2, 3}));
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(read_message_class(Bytes(whole).first(length), 0x80).error().code, Errc::truncated) << length;
}

TEST(MessageClass, OlderFormIsTheNameOnly) {
    EXPECT_EQ(to_hex(write_old_message_class("Note")), "4e6f746500");
    EXPECT_EQ(read_old_message_class(write_old_message_class("Note")), "Note");
    EXPECT_EQ(read_old_message_class(as_bytes("Note")), "Note");
}

TEST(TextMap, SizesOfTheStandardMaps) {
    const std::vector<NumberedClass> classes = standard_classes();
    ASSERT_EQ(classes.size(), 3U);
    EXPECT_EQ(classes[0].message_class.text_map.size(), 0x11DU);
    EXPECT_EQ(classes[1].message_class.text_map.size(), 0x154U);
    EXPECT_EQ(classes[2].message_class.text_map.size(), 0xCBU);
}

TEST(TextMap, ValuesThatAreNoneAreKept) {
    const TextMapRecord record{0x0004800D, 0x35DF, "Priority", false, {}, {}, {5, 0, 'x'}};
    EXPECT_EQ(*read_text_map(write_text_map(std::vector{record})), std::vector{record});
}

TEST(TextMap, RecordTooShortForItsHead) {
    const auto map = read_text_map(ByteVector{7, 0, 0, 0, 0, 0, 0, 0}, 0x40);
    EXPECT_EQ(map.error().code, Errc::bad_value);
    EXPECT_EQ(map.error().offset, 0x40U);
}

}  // namespace
}  // namespace restante::mmf
