// A date as the store keeps it: seven 16-bit words. Source: docs/formats/mmf-records.md "Dates".
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/local_time.h"
#include "base/result.h"

namespace restante::mmf {

constexpr std::size_t kDateSize = 14;  // bytes

// Wall-clock time of the writer. Nothing is judged here: any seven words can be stored.
struct DateRecord {
    std::uint16_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::uint16_t weekday = 0;  // 0 = Sunday

    [[nodiscard]] LocalTime local_time() const { return {year, month, day, hour, minute, second}; }
    // With the weekday computed; `time` must be valid.
    static DateRecord from(const LocalTime& time);

    bool operator==(const DateRecord&) const = default;
};

// Attributes keep the words little-endian. truncated.
Result<DateRecord> read_date(ByteReader& reader);
void write_date(ByteWriter& writer, const DateRecord& date);

// Summaries keep them big-endian, so that the order of the bytes is the order of time. truncated.
Result<DateRecord> read_summary_date(ByteReader& reader);
void write_summary_date(ByteWriter& writer, const DateRecord& date);

}  // namespace restante::mmf
