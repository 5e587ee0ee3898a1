#include "targets/mail/short_address.h"

#include <gtest/gtest.h>

namespace restante::targets::mail {
namespace {

model::Address ms(std::string text) { return {"", "MS", std::move(text), model::AddressKind::resolved, {}}; }

TEST(ShortAddress, Q241553_IsCompletedWithThePostofficeOfItsSender) {
    const model::Mailbox mailbox{.name = "JDOE", .address = "MS:ACME/HQ/JDOE"};
    const std::vector<model::Address> sender{ms("EAST/LAB/ANN")};
    EXPECT_EQ(in_full(ms("BEN"), sender, mailbox).address, "EAST/LAB/BEN");
    EXPECT_EQ(in_full(ms("PO2/BEN"), sender, mailbox).address, "EAST/PO2/BEN");
    EXPECT_EQ(in_full(ms("BEN"), {}, mailbox).address, "ACME/HQ/BEN");
    EXPECT_EQ(in_full(ms("BEN"), {ms("ANN")}, mailbox).address, "ACME/HQ/BEN") << "the sender does not say where he is";
    EXPECT_EQ(in_full(ms("BEN"), {}, {}).address, "BEN") << "nobody does";
}

TEST(ShortAddress, OthersAreNone) {
    EXPECT_TRUE(is_short(ms("BEN")));
    EXPECT_TRUE(is_short(ms("HQ/BEN")));
    EXPECT_FALSE(is_short(ms("ACME/HQ/BEN")));
    EXPECT_FALSE(is_short(ms("")));
    EXPECT_FALSE(is_short({"", "SMTP", "ben", model::AddressKind::resolved, {}}));
    EXPECT_FALSE(is_short({"", "MS", "BEN", model::AddressKind::resolved, "ben@example.org"}));
}

}  // namespace
}  // namespace restante::targets::mail
