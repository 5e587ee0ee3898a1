// Values of iCalendar properties in their final form. Text is base/content_line.h content_text().
// Source: docs/formats/ical.md; RFC 5545 3.3.
#pragma once

#include <string>
#include <string_view>

#include "base/local_time.h"

namespace restante::ical {

// "19950910T090000": what a wall clock shows, in whatever zone it hangs. `time` is valid.
[[nodiscard]] std::string floating_time(const LocalTime& time);
// "19950910T090000Z". `time` is UTC, and valid.
[[nodiscard]] std::string utc_time(const LocalTime& time);
// "19950910", for properties with VALUE=DATE.
[[nodiscard]] std::string date(const LocalTime& time);

// "mailto:jdoe@example.org" (RFC 6068): what an address may hold but a URI may not is written as %hh.
[[nodiscard]] std::string mailto(std::string_view address);

}  // namespace restante::ical
