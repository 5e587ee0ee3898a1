#include "model/mailbox.h"

#include <gtest/gtest.h>

namespace restante::model {
namespace {

TEST(Mailbox, Owner) {
    const Mailbox full{
        .name = "JDOE", .display_name = "John Doe", .address = "MS:ACME/HQ/JDOE", .internet = "john@example.org"};
    EXPECT_EQ(owner_of(full), (Address{"John Doe", "MS", "ACME/HQ/JDOE", AddressKind::resolved, "john@example.org"}));
    EXPECT_EQ(owner_of({"JDOE", "", "MS:ACME/HQ/JDOE"})->name, "JDOE");
    EXPECT_EQ(owner_of({"JDOE"}), (Address{"JDOE", "", "", AddressKind::unresolved}));
    EXPECT_EQ(owner_of({"", "", "MS:ACME/HQ/JDOE"})->address, "ACME/HQ/JDOE");
    EXPECT_FALSE(owner_of({}));
}

}  // namespace
}  // namespace restante::model
