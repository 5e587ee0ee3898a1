#include "formats/ical/value.h"

#include <gtest/gtest.h>

namespace restante::ical {
namespace {

TEST(IcalValue, Times) {
    const LocalTime time{1995, 9, 1, 9, 5, 7};
    EXPECT_EQ(floating_time(time), "19950901T090507");
    EXPECT_EQ(utc_time(time), "19950901T090507Z");
    EXPECT_EQ(date(time), "19950901");
    EXPECT_EQ(utc_time({1601, 1, 1, 0, 0, 0}), "16010101T000000Z");
}

TEST(IcalValue, Mailto) {
    const struct {
        const char *address, *uri;
    } cases[] = {
        {"jdoe@hq.acme.invalid", "mailto:jdoe@hq.acme.invalid"},
        {"o'hara+x@example.org", "mailto:o'hara+x@example.org"},
        {"j=20doe@example.org", "mailto:j%3D20doe@example.org"},
        {"100%&?#/@example.org", "mailto:100%25%26%3F%23%2F@example.org"},
        {"\"john doe\"@example.org", "mailto:%22john%20doe%22@example.org"},
        {"a@[192.0.2.1]", "mailto:a@%5B192.0.2.1%5D"},
        {"a@x\r\nBCC:b", "mailto:a@x%0D%0ABCC:b"},
    };
    for (const auto& one : cases) EXPECT_EQ(mailto(one.address), one.uri);
}

}  // namespace
}  // namespace restante::ical
