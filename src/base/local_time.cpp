#include "base/local_time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace restante {
namespace {

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Days since 1970-01-01; the calendar arithmetic over 400-year eras starting in March.
constexpr std::int64_t days_from_civil(int year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

std::optional<std::uint16_t> number(std::string_view text, std::size_t from, std::size_t digits) {
    std::uint16_t value = 0;
    if (text.size() < from + digits) return std::nullopt;
    const char* first = text.data() + from;
    const auto [end, error] = std::from_chars(first, first + digits, value);
    if (error != std::errc{} || end != first + digits) return std::nullopt;
    return value;
}

}  // namespace

bool LocalTime::valid() const {
    return year >= 1601 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month) &&
           hour <= 23 && minute <= 59 && second <= 59;
}

std::string LocalTime::iso() const {
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month, day, hour, minute, second);
}

int LocalTime::weekday() const {
    const std::int64_t days = days_from_civil(year, month, day);
    return static_cast<int>(((days % 7) + 11) % 7);  // 1970-01-01 was a Thursday
}

std::int64_t LocalTime::seconds_as_utc() const {
    return days_from_civil(year, month, day) * 86400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second;
}

LocalTime LocalTime::from_unix_utc(std::int64_t seconds) {
    std::int64_t days = seconds / 86400;
    std::int64_t rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    LocalTime time;
    time.year = static_cast<std::uint16_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
    time.month = static_cast<std::uint16_t>(month);
    time.day = static_cast<std::uint16_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    time.hour = static_cast<std::uint16_t>(rest / 3600);
    time.minute = static_cast<std::uint16_t>(rest / 60 % 60);
    time.second = static_cast<std::uint16_t>(rest % 60);
    return time;
}

std::optional<LocalTime> LocalTime::parse(std::string_view text) {
    const bool date_only = text.size() == 10;
    const bool with_time = (text.size() == 16 || text.size() == 19) && text[10] == 'T' && text[13] == ':';
    if (!(date_only || with_time) || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (text.size() == 19 && text[16] != ':') return std::nullopt;
    const auto year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    const auto hour = date_only ? std::uint16_t{0} : number(text, 11, 2);
    const auto minute = date_only ? std::uint16_t{0} : number(text, 14, 2);
    const auto second = text.size() == 19 ? number(text, 17, 2) : std::uint16_t{0};
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const LocalTime time{*year, *month, *day, *hour, *minute, *second};
    if (!time.valid()) return std::nullopt;
    return time;
}

}  // namespace restante
