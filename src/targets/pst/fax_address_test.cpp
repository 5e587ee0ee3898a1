#include "targets/pst/fax_address.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

TEST(FaxAddress, FourParts) {
    const auto fax = split_fax_address("Name\rRoom\rCompany\r+49 1\rrest");
    ASSERT_TRUE(fax);
    EXPECT_EQ(fax->cover, "Name");
    EXPECT_EQ(fax->office, "Room");
    EXPECT_EQ(fax->company, "Company");
    EXPECT_EQ(fax->number, "+49 1");
}

TEST(FaxAddress, PlainNumbersAreNotSplit) {
    EXPECT_FALSE(split_fax_address(""));
    EXPECT_FALSE(split_fax_address("+49 1"));
    EXPECT_FALSE(split_fax_address("a\rb\rc\rd"));
}

}  // namespace
}  // namespace restante::targets
