#include "formats/exchange/recipient.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::exchange {
namespace {

TEST(Recipient, ComesApart) {
    const std::pair<const char*, Recipient> cases[] = {
        {"Ada Byron", {"Ada Byron", "", ""}},
        {"Mary Smith [MS:NETA/POB/MARY]", {"Mary Smith", "MS", "NETA/POB/MARY"}},
        {"Mary[MS:NETA/POB/MARY]", {"Mary", "MS", "NETA/POB/MARY"}},
        {"X [SMTP:a@[192.0.2.1]]", {"X", "SMTP", "a@[192.0.2.1]"}},
        {"Room [3rd floor]", {"Room [3rd floor]", "", ""}},
        {"[SMTP:a@b]", {"", "SMTP", "a@b"}},
        {"F [FAX:Jo\rACME\r+45\r]", {"F", "FAX", "Jo\rACME\r+45\r"}},
        {"", {"", "", ""}},
    };
    for (const auto& [text, wanted] : cases) EXPECT_EQ(read_recipient(text), wanted) << text;
}

TEST(Recipient, NobodyIsTakenForAnAddress) {
    bool changed = false;
    EXPECT_EQ(recipient_text({"Ada", "MS", "A/B/ADA"}, changed), "Ada [MS:A/B/ADA]");
    EXPECT_EQ(recipient_text({"Room [3rd floor]", "", ""}, changed), "Room [3rd floor]");
    EXPECT_FALSE(changed);
    EXPECT_EQ(recipient_text({"x [SMTP:a@b]", "", ""}, changed), "x (SMTP:a@b)");
    EXPECT_TRUE(changed);
    changed = false;
    EXPECT_EQ(recipient_text({"", "SMTP", "a@b"}, changed), "a@b [SMTP:a@b]");
    EXPECT_FALSE(changed);
}

TEST(Recipient, TypesStandBeforeTheFirstColon) {
    EXPECT_EQ(read_typed_address("SMTP:a@b"), (TypedAddress{"SMTP", "a@b"}));
    EXPECT_EQ(read_typed_address("X400:c=DK;a= "), (TypedAddress{"X400", "c=DK;a= "}));
    EXPECT_EQ(read_typed_address("Jane Roe"), (TypedAddress{"", "Jane Roe"}));
    EXPECT_EQ(read_typed_address("Jane Roe: home"), (TypedAddress{"", "Jane Roe: home"}));
}

RC_GTEST_PROP(Recipient, ComesBackUnlessItSaysOtherwise, (std::string name, std::string address)) {
    bool changed = false;
    const Recipient stored{name, "SMTP", address};
    const Recipient read = read_recipient(recipient_text(stored, changed));
    const bool plain = name == std::string(read.name);
    if (!changed && plain && !address.empty()) RC_ASSERT(read.address == address);
}

}  // namespace
}  // namespace restante::exchange
