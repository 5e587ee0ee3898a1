#include "targets/imap/internal_date.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace restante::targets::imap {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string date_time(const LocalTime& time, std::int32_t offset_minutes) {
    return fmt::format("{:02}-{}-{:04} {:02}:{:02}:{:02} {}{:02}{:02}", time.day, kMonths[time.month - 1U], time.year,
                       time.hour, time.minute, time.second, offset_minutes < 0 ? '-' : '+',
                       std::abs(offset_minutes) / 60, std::abs(offset_minutes) % 60);
}

}  // namespace

std::string internal_date(const std::optional<LocalTime>& arrival, const TimeZone& zone) {
    if (!arrival) return date_time(LocalTime::from_unix_utc(0), 0);
    const std::int32_t offset = zone.offset_seconds(*arrival);
    if (offset % 60 != 0) return date_time(LocalTime::from_unix_utc(zone.to_unix(*arrival)), 0);
    return date_time(*arrival, offset / 60);
}

}  // namespace restante::targets::imap
