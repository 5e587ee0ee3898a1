#include "formats/mmf/date_record.h"

namespace restante::mmf {
namespace {

template <class Word>
Result<DateRecord> read_words(ByteReader& reader, Word word) {
    if (reader.remaining() < kDateSize) return fail(Errc::truncated, "the date is cut off", reader.offset());
    DateRecord date;
    for (std::uint16_t* field :
         {&date.year, &date.month, &date.day, &date.hour, &date.minute, &date.second, &date.weekday})
        *field = TRY(word());
    return date;
}

}  // namespace

DateRecord DateRecord::from(const LocalTime& time) {
    return {time.year,
            time.month,
            time.day,
            time.hour,
            time.minute,
            time.second,
            static_cast<std::uint16_t>(time.weekday())};
}

Result<DateRecord> read_date(ByteReader& reader) {
    return read_words(reader, [&reader] { return reader.le<std::uint16_t>(); });
}

Result<DateRecord> read_summary_date(ByteReader& reader) {
    return read_words(reader, [&reader] { return reader.be<std::uint16_t>(); });
}

void write_date(ByteWriter& writer, const DateRecord& date) {
    for (const std::uint16_t word :
         {date.year, date.month, date.day, date.hour, date.minute, date.second, date.weekday})
        writer.le(word);
}

void write_summary_date(ByteWriter& writer, const DateRecord& date) {
    for (const std::uint16_t word :
         {date.year, date.month, date.day, date.hour, date.minute, date.second, date.weekday})
        writer.be(word);
}

}  // namespace restante::mmf
