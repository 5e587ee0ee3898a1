#include "formats/postoffice/mail/mail_address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::postoffice {
namespace {

using namespace std::string_literals;

TEST(MailAddress, TheAddressesOfQ104423) {
    const std::string from =
                          "\x02NET1/DATA3/Admin\0\x81"
                          "Administrator\0\0"s,
                      to = "\x02NET1/DATA3/300\0\x80\0\x01\x01"s;
    EXPECT_EQ(*parse_mail_address(as_bytes(from)), (MailAddress{.text = "NET1/DATA3/Admin", .name = "Administrator"}));
    EXPECT_EQ(*parse_mail_address(as_bytes(to)), (MailAddress{.text = "NET1/DATA3/300", .trailer = {1}}));
    for (const std::string& text : {from, to})
        EXPECT_EQ(as_text(*compose_mail_address(*parse_mail_address(as_bytes(text)))), text);
}

TEST(MailAddress, OtherFormsAreRefusedAndSalvaged) {
    struct Case {
        std::string bytes, text;
        std::optional<std::string> name;
    };
    for (const auto& [bytes, text, name] :
         {Case{"", "", {}}, Case{"\x02N/P/B", "N/P/B", {}}, Case{"\x02N/P/B\0"s, "N/P/B", {}},
          Case{"\x02N/P/B\0\x81"
               "Bob"s,
               "N/P/B", "Bob"},
          Case{"\x02N/P/B\0\x80\0\x05\x01"s, "N/P/B", {}}, Case{"\x02N/P/B\0\x01\0\0"s, "N/P/B", ""},
          Case{"\x02N/P/B\0\200"
               "Bob\0\0"s,
               "N/P/B",
               {}}}) {
        EXPECT_FALSE(parse_mail_address(as_bytes(bytes))) << to_hex(as_bytes(bytes));
        const MailAddress salvaged = salvage_mail_address(as_bytes(bytes));
        EXPECT_EQ(salvaged.text, text);
        EXPECT_EQ(salvaged.name, name);
    }
    EXPECT_FALSE(compose_mail_address({.text = "a\0b"s}));
    EXPECT_FALSE(compose_mail_address({.trailer = ByteVector(256)}));
}

RC_GTEST_PROP(MailAddressProperty, WhatIsComposedParses, (std::uint8_t type, std::string text, ByteVector trailer)) {
    MailAddress address{.type = type, .text = text, .trailer = trailer};
    if (*rc::gen::arbitrary<bool>()) address.name = *rc::gen::arbitrary<std::string>();
    RC_PRE((text + address.name.value_or("")).find('\0') == std::string::npos);
    RC_PRE(trailer.size() < 256);
    RC_ASSERT(*parse_mail_address(*compose_mail_address(address)) == address);
    RC_ASSERT(salvage_mail_address(*compose_mail_address(address)).text == text);
}

}  // namespace
}  // namespace restante::postoffice
