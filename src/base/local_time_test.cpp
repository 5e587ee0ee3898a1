#include "base/local_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace restante {
namespace {

struct Known {
    LocalTime time;
    std::int64_t seconds;
    int weekday;
    std::string_view iso;
};

constexpr Known kKnown[] = {
    {{1970, 1, 1, 0, 0, 0}, 0, 4, "1970-01-01T00:00:00"},
    {{1969, 12, 31, 23, 59, 59}, -1, 3, "1969-12-31T23:59:59"},
    {{1995, 8, 30, 10, 11, 12}, 809777472, 3, "1995-08-30T10:11:12"},
    {{2000, 2, 29, 12, 0, 0}, 951825600, 2, "2000-02-29T12:00:00"},
    {{2038, 1, 19, 3, 14, 8}, 2147483648, 2, "2038-01-19T03:14:08"},
    {{1601, 1, 1, 0, 0, 0}, -11644473600, 1, "1601-01-01T00:00:00"},
    {{9999, 12, 31, 23, 59, 59}, 253402300799, 5, "9999-12-31T23:59:59"},
};

TEST(LocalTime, KnownInstants) {
    for (const Known& known : kKnown) {
        EXPECT_TRUE(known.time.valid()) << known.iso;
        EXPECT_EQ(known.time.iso(), known.iso);
        EXPECT_EQ(known.time.seconds_as_utc(), known.seconds) << known.iso;
        EXPECT_EQ(known.time.weekday(), known.weekday) << known.iso;
        EXPECT_EQ(LocalTime::from_unix_utc(known.seconds), known.time) << known.iso;
        EXPECT_EQ(LocalTime::parse(known.iso), known.time) << known.iso;
    }
}

TEST(LocalTime, InvalidTimes) {
    const LocalTime invalid[] = {
        {},
        {1600, 12, 31, 0, 0, 0},
        {10000, 1, 1, 0, 0, 0},
        {1995, 0, 1, 0, 0, 0},
        {1995, 13, 1, 0, 0, 0},
        {1995, 1, 0, 0, 0, 0},
        {1995, 2, 31, 0, 0, 0},
        {1995, 4, 31, 0, 0, 0},
        {1900, 2, 29, 0, 0, 0},  // no leap year
        {1995, 1, 1, 24, 0, 0},
        {1995, 1, 1, 0, 60, 0},
        {1995, 1, 1, 0, 0, 60},
        {65535, 65535, 65535, 65535, 65535, 65535},
    };
    for (const LocalTime& time : invalid) EXPECT_FALSE(time.valid()) << time.iso();
}

TEST(LocalTime, ParsesDatesWithAndWithoutTime) {
    EXPECT_EQ(LocalTime::parse("1995-08-30"), (LocalTime{1995, 8, 30, 0, 0, 0}));
    EXPECT_EQ(LocalTime::parse("1995-08-30T10:11"), (LocalTime{1995, 8, 30, 10, 11, 0}));
    EXPECT_EQ(LocalTime::parse("1995-08-30T10:11:12"), (LocalTime{1995, 8, 30, 10, 11, 12}));
    for (const std::string_view text :
         {"", "1995", "1995-8-30", "1995-02-31", "1995/08/30", "1995-08-30 10:11:12", "1995-08-30T10:11:12Z",
          "1995-08-3x", "1995-08-30T", "1995-08-30T10.11", "1995-08-30T10:11:1", "-995-08-30", "1995-08-30T10:11.12",
          "+995-08-30", "1995-+8-30", "1995- 8-30"})
        EXPECT_EQ(LocalTime::parse(text), std::nullopt) << text;
}

TEST(LocalTime, ComparesInOrderOfTime) {
    EXPECT_LT((LocalTime{1995, 8, 30, 10, 11, 12}), (LocalTime{1995, 8, 30, 10, 11, 13}));
    EXPECT_LT((LocalTime{1995, 12, 31, 23, 59, 59}), (LocalTime{1996, 1, 1, 0, 0, 0}));
}

RC_GTEST_PROP(LocalTimeProperty, EverySecondOfEveryValidYearRoundTrips, ()) {
    const auto seconds = *rc::gen::inRange<std::int64_t>(-11644473600, 253402300800);
    const LocalTime time = LocalTime::from_unix_utc(seconds);
    RC_ASSERT(time.valid());
    RC_ASSERT(time.seconds_as_utc() == seconds);
    RC_ASSERT(LocalTime::parse(time.iso()) == time);
    RC_ASSERT(time.weekday() == static_cast<int>(((seconds + 11644473600) / 86400 + 1) % 7));  // 1601-01-01: a Monday
}

}  // namespace
}  // namespace restante
