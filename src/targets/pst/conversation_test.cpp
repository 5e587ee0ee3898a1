#include "targets/pst/conversation.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

struct KeyCase {
    const char* digits;
    const char* key;  // hex; null: none
    bool exact;
};

constexpr KeyCase kKeys[] = {
    {"0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdef", true},
    {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", false},
    {"0102", "00000000000000000000000000000102", false},
    {"ABC", "000000000000000000000000000000ab", false},
    {"0123456789ABCDEF0123456789ABCDEF99", "0123456789abcdef0123456789abcdef", false},
    {"", nullptr, false},
    {"1", nullptr, false},
    {"12G4", nullptr, false},
    {"0000", nullptr, false},
};

TEST(Conversation, KeysOfDigits) {
    for (const KeyCase& each : kKeys) {
        const auto key = key_of_digits(each.digits);
        ASSERT_EQ(key.has_value(), each.key != nullptr) << each.digits;
        if (key) {
            EXPECT_EQ(to_hex(*key), each.key) << each.digits;
        }
        EXPECT_EQ(key_is_exact(each.digits), each.exact) << each.digits;
    }
}

TEST(Conversation, TopicIsTheSubjectWithoutPrefix) {
    EXPECT_EQ(conversation_topic("RE: Budget"), "Budget");
    EXPECT_EQ(conversation_topic("\u03A3\u03C7: Budget"), "Budget");
    EXPECT_EQ(conversation_topic("Budget: 1995"), "Budget: 1995");
    EXPECT_EQ(conversation_topic(""), "");
}

TEST(Conversation, IndexHoldsTimeAndKey) {
    const pst::FileTime time{0x01BB76A112345678};
    EXPECT_EQ(to_hex(conversation_index(time, ByteVector(16, 0xAA))), "01bb76a11234" + std::string(32, 'a'));
}

}  // namespace
}  // namespace restante::targets
