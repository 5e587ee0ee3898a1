// How the wall clocks of the source are written.
#pragma once

#include <string>

#include "base/local_time.h"
#include "base/time_zone.h"
#include "formats/mime/header_writer.h"

namespace restante::targets::mail {

struct SourceClock {
    TimeZone zone = TimeZone::utc();
    bool zone_known = false;  // false: nobody said where the clock hung

    // `zone` of TargetOptions; the default of that is no zone.
    [[nodiscard]] static SourceClock of(const TimeZone& zone) { return {zone, zone.name() != TimeZone::utc().name()}; }

    // "Wed, 30 Aug 1995 10:11:12 +0200"
    [[nodiscard]] std::string text(const LocalTime& time) const {
        std::string date;
        mime::append_date(date, time, zone.offset_seconds(time), zone_known);
        return date;
    }
    void write(mime::HeaderWriter& headers, std::string_view field, const LocalTime& time) const {
        headers.date(field, time, zone.offset_seconds(time), zone_known);
    }
};

}  // namespace restante::targets::mail
