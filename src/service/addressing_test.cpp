#include "service/addressing.h"

#include <gtest/gtest.h>

namespace restante::service {
namespace {

TEST(Addressing, AHundredThousandUnreachableAddressesAreNamed) {
    pipeline::AddressCensus census({});
    model::Message message;
    const auto take = [&](std::size_t number) {
        message.to = {{"", "MS", "ACME/HQ/P" + std::to_string(number), model::AddressKind::resolved, {}}};
        census.take(message, {});
    };
    for (std::size_t i = 0; i < 100'000; ++i) take(i);
    EXPECT_EQ(unreachable(census).size(), 100'000U);
    EXPECT_FALSE(unnamed_addresses_finding(census));
    take(100'000);
    EXPECT_EQ(unreachable(census).size(), 100'000U);
    const auto told = unnamed_addresses_finding(census);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->id, MessageId::limit_count);
    EXPECT_EQ(told->text, "addresses: the report does not name 1 that nobody can be reached by");
}

}  // namespace
}  // namespace restante::service
