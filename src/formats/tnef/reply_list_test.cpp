#include "formats/tnef/reply_list.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"

namespace restante::tnef {
namespace {

const ByteVector kProvider{0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                           0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02};

ByteVector one_off(bool unicode) {
    ByteWriter writer;
    writer.zeros(4);
    writer.bytes(kProvider);
    writer.zeros(2);
    writer.le<std::uint16_t>(unicode ? 0x8000 : 0);
    for (const std::string_view text : {"Ann", "SMTP", "a@b"}) {
        for (const char letter : text) {
            writer.le(static_cast<std::uint8_t>(letter));
            if (unicode) writer.zeros(1);
        }
        writer.zeros(unicode ? 2 : 1);
    }
    return std::move(writer).take();
}

ByteVector list_of(const std::vector<ByteVector>& entries) {
    ByteWriter writer;
    writer.le(static_cast<std::uint32_t>(entries.size()));
    writer.le<std::uint32_t>(0);
    for (const ByteVector& entry : entries) {
        writer.le(static_cast<std::uint32_t>(entry.size()));
        writer.bytes(entry);
        writer.align(4);
    }
    return std::move(writer).take();
}

TEST(ReplyList, AddressesInBothAlphabets) {
    ByteVector other = one_off(false);
    other[4] ^= 1U;  // another provider
    const auto found = read_reply_list(list_of({one_off(false), other, one_off(true)}));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(as_text(found[0].address), "a@b");
    EXPECT_TRUE(found[1].unicode);
    EXPECT_EQ(found[1].name, (ByteVector{'A', 0, 'n', 0, 'n', 0}));
    EXPECT_EQ(found[1].type.size(), 8U);
}

TEST(ReplyList, DamageEndsIt) {
    const ByteVector whole = list_of({one_off(false), one_off(true)});
    const std::size_t first_end = 12 + one_off(false).size();
    const std::size_t second_end = list_of({one_off(false)}).size() + 4 + one_off(true).size();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(read_reply_list(Bytes(whole).first(size)).size(), (size >= first_end) + (size >= second_end)) << size;
    ByteVector many = whole;
    many[3] = 0x7F;  // so many are not there
    EXPECT_EQ(read_reply_list(many).size(), 2U);
}

}  // namespace
}  // namespace restante::tnef
