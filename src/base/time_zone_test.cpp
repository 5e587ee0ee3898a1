#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

#include "base/local_time.h"
#include "base/result.h"

namespace restante {
namespace {

struct Case {
    const char* zone;
    LocalTime wall_clock;
    std::int32_t offset;
    std::string_view why;
};

constexpr std::int32_t kHour = 3600;

const Case kCases[] = {
    {"UTC", {1995, 7, 1, 12, 0, 0}, 0, "the default"},
    {"Europe/Berlin", {1995, 1, 15, 12, 0, 0}, kHour, "winter"},
    {"Europe/Berlin", {1995, 7, 15, 12, 0, 0}, 2 * kHour, "summer"},
    {"Europe/Berlin", {1995, 3, 26, 1, 59, 59}, kHour, "the second before summer time"},
    {"Europe/Berlin", {1995, 3, 26, 2, 30, 0}, kHour, "does not exist: the offset before the change"},
    {"Europe/Berlin", {1995, 3, 26, 3, 0, 0}, 2 * kHour, "the first second of summer time"},
    {"Europe/Berlin", {1995, 9, 24, 2, 30, 0}, 2 * kHour, "occurs twice: the first, still summer"},
    {"Europe/Berlin", {1995, 9, 24, 3, 0, 0}, kHour, "winter again; since 1996 this was late October"},
    {"Europe/Berlin", {1995, 10, 15, 12, 0, 0}, kHour, "the rule of that year, not of today"},
    {"Europe/Berlin", {1996, 10, 15, 12, 0, 0}, 2 * kHour, "the rule of that year, not of today"},
    {"Europe/Berlin", {1965, 7, 1, 12, 0, 0}, kHour, "before 1970; no summer time then"},
    {"America/New_York", {1995, 4, 2, 2, 30, 0}, -5 * kHour, "does not exist"},
    {"America/New_York", {1995, 10, 29, 1, 30, 0}, -4 * kHour, "occurs twice"},
    {"America/New_York", {1944, 7, 1, 0, 0, 0}, -4 * kHour, "war time"},
    {"Australia/Sydney", {1995, 1, 15, 12, 0, 0}, 11 * kHour, "summer in January"},
    {"Asia/Kolkata", {1995, 7, 1, 12, 0, 0}, 5 * kHour + kHour / 2, "half an hour"},
    {"Asia/Tokyo", {2045, 7, 1, 12, 0, 0}, 9 * kHour, "after 2038"},
};

TEST(TimeZone, OffsetsFollowTheRulesOfTheDate) {
    for (const Case& one : kCases) {
        const auto zone = TimeZone::named(one.zone);
        ASSERT_TRUE(zone) << one.zone;
        EXPECT_EQ(zone->offset_seconds(one.wall_clock), one.offset)
            << one.zone << ' ' << one.wall_clock.iso() << ": " << one.why;
        EXPECT_EQ(zone->to_unix(one.wall_clock), one.wall_clock.seconds_as_utc() - one.offset) << one.why;
        EXPECT_EQ(zone->name(), one.zone);
    }
}

TEST(TimeZone, DatesBefore1970) {
    const auto zone = TimeZone::named("Europe/London");
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->to_unix({1969, 12, 31, 23, 0, 0}), -7200);  // British Standard Time: UTC+1 all year
}

TEST(TimeZone, WallClocksAreThoseOfTheMoment) {
    EXPECT_EQ(TimeZone::utc().wall_clock(0).iso(), "1970-01-01T00:00:00");
    const auto zone = TimeZone::named("Europe/Berlin");
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->wall_clock(822787200).iso(), "1996-01-28T01:00:00");
    EXPECT_EQ(zone->wall_clock(841363200).iso(), "1996-08-30T02:00:00");
}

TEST(TimeZone, UnknownNamesAreRefusedWithAnExample) {
    for (const char* name : {"", "Europe/Atlantis", "CEST+", "../../etc/passwd", "Europe/Berlin "}) {
        const auto zone = TimeZone::named(name);
        ASSERT_FALSE(zone) << name;
        EXPECT_EQ(zone.error().code, Errc::bad_value);
        EXPECT_NE(zone.error().what.find("Europe/Berlin"), std::string::npos);
    }
}

}  // namespace
}  // namespace restante
