// A wall-clock time without zone, as the old programs stored it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace restante {

struct LocalTime {
    std::uint16_t year = 0;  // 1601..9999 when valid
    std::uint16_t month = 0, day = 0, hour = 0, minute = 0, second = 0;

    auto operator<=>(const LocalTime&) const = default;

    [[nodiscard]] bool valid() const;                   // exists in the Gregorian calendar, years 1601-9999
    [[nodiscard]] std::string iso() const;              // "1995-08-30T10:11:12"
    [[nodiscard]] int weekday() const;                  // 0 = Sunday
    [[nodiscard]] std::int64_t seconds_as_utc() const;  // Unix time if the wall clock had shown UTC

    static LocalTime from_unix_utc(std::int64_t seconds);
    // "1995-08-30" or "1995-08-30T10:11[:12]"; nothing when it is no valid time.
    static std::optional<LocalTime> parse(std::string_view text);
};

}  // namespace restante
