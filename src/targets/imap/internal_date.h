// The date a server shows for a message (INTERNALDATE), from the wall clock of its source.
#pragma once

#include <optional>
#include <string>

#include "base/local_time.h"
#include "base/time_zone.h"

namespace restante::targets::imap {

// "30-Aug-1995 10:11:12 +0200" (RFC 9051 date-time), with the zone's offset at that time; in UTC where that offset is
// no whole minute. Undated messages get the first second of 1970: a server would take the present for them.
[[nodiscard]] std::string internal_date(const std::optional<LocalTime>& arrival, const TimeZone& zone);

}  // namespace restante::targets::imap
