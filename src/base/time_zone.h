// Zone rules by ICU: what a wall clock in that place meant at its own date.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/local_time.h"
#include "base/result.h"

namespace restante {

// Immutable and cheap to copy. Thread-safe.
class TimeZone {
public:
    static TimeZone utc();
    // An Olson name such as "Europe/Berlin"; bad_value when ICU does not know it.
    static Result<TimeZone> named(const std::string& name);

    [[nodiscard]] const std::string& name() const { return name_; }
    // Seconds east of UTC at that wall-clock time. In the hour that occurs twice the earlier (summer) reading wins,
    // in the hour that does not exist the offset before the change.
    [[nodiscard]] std::int32_t offset_seconds(const LocalTime& wall_clock) const;
    // Unix time of that wall-clock time.
    [[nodiscard]] std::int64_t to_unix(const LocalTime& wall_clock) const;
    // What the wall clock showed at that Unix time.
    [[nodiscard]] LocalTime wall_clock(std::int64_t unix_time) const;

private:
    struct Rules;
    explicit TimeZone(std::string name, std::shared_ptr<const Rules> rules);
    std::string name_;
    std::shared_ptr<const Rules> rules_;  // null: UTC
};

}  // namespace restante
