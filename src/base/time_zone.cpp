#include "base/time_zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/local_time.h"
#include "base/result.h"

namespace restante {

struct TimeZone::Rules {
    std::unique_ptr<icu::BasicTimeZone> zone;
};

TimeZone::TimeZone(std::string name, std::shared_ptr<const Rules> rules)
    : name_(std::move(name)), rules_(std::move(rules)) {}

TimeZone TimeZone::utc() { return TimeZone("UTC", nullptr); }

Result<TimeZone> TimeZone::named(const std::string& name) {
    if (name == "UTC") return utc();
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    auto* rule_based = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (rule_based == nullptr || *zone == icu::TimeZone::getUnknown())
        return fail(Errc::bad_value, "unknown time zone '" + name + "' (expected a name such as Europe/Berlin)");
    static_cast<void>(zone.release());  // the same object, now owned under its true type
    auto rules = std::make_shared<Rules>();
    rules->zone.reset(rule_based);
    return TimeZone(name, std::move(rules));
}

std::int32_t TimeZone::offset_seconds(const LocalTime& wall_clock) const {
    if (!rules_) return 0;
    const auto local_milliseconds = static_cast<UDate>(wall_clock.seconds_as_utc()) * 1000.0;
    std::int32_t raw = 0;
    std::int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules_->zone->getOffsetFromLocal(local_milliseconds, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, daylight,
                                     status);
    return U_FAILURE(status) ? 0 : (raw + daylight) / 1000;
}

std::int64_t TimeZone::to_unix(const LocalTime& wall_clock) const {
    return wall_clock.seconds_as_utc() - offset_seconds(wall_clock);
}

LocalTime TimeZone::wall_clock(std::int64_t unix_time) const {
    if (!rules_) return LocalTime::from_unix_utc(unix_time);
    std::int32_t raw = 0;
    std::int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules_->zone->getOffset(static_cast<UDate>(unix_time) * 1000.0, false, raw, daylight, status);
    return LocalTime::from_unix_utc(unix_time + (U_FAILURE(status) ? 0 : (raw + daylight) / 1000));
}

}  // namespace restante
