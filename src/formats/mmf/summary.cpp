#include "formats/mmf/summary.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {

Result<Summary> read_summary(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    Summary summary;
    summary.date = TRY(read_summary_date(reader));
    summary.status = TRY(reader.le<std::uint8_t>());
    summary.class_number = TRY(reader.le<std::uint16_t>());
    summary.priority = TRY(reader.le<std::uint16_t>());
    summary.value = TRY(reader.le<std::uint32_t>());
    summary.folder.value = TRY(reader.le<std::uint32_t>());
    summary.sender = as_text(TRY(reader.until_nul()));
    summary.subject = as_text(TRY(reader.until_nul()));
    summary.folder_name = as_text(TRY(reader.until_nul()));
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    summary.rest.assign(rest.begin(), rest.end());
    return summary;
}

Result<Summary> salvage_summary(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    Summary summary;
    summary.date = TRY(read_summary_date(reader));
    summary.status = reader.le<std::uint8_t>().value_or(summary.status);
    summary.class_number = reader.le<std::uint16_t>().value_or(summary.class_number);
    summary.priority = reader.le<std::uint16_t>().value_or(summary.priority);
    summary.value = reader.le<std::uint32_t>().value_or(summary.value);
    summary.folder.value = reader.le<std::uint32_t>().value_or(summary.folder.value);
    if (reader.position() != kSummaryFixedSize) return summary;  // it ends inside these; the rest is no text
    for (std::string* const text : {&summary.sender, &summary.subject, &summary.folder_name}) {
        auto stored = reader.until_nul();
        if (!stored) stored = reader.bytes(std::min(reader.remaining(), kMaximumSummaryText));
        if (stored) *text = as_text(*stored);
    }
    return summary;
}

ByteVector write_summary(const Summary& summary) {
    ByteWriter writer;
    write_summary_date(writer, summary.date);
    writer.le(summary.status);
    writer.le(summary.class_number);
    writer.le(summary.priority);
    writer.le(summary.value);
    writer.le(summary.folder.value);
    writer.text_nul(summary.sender);
    writer.text_nul(summary.subject);
    writer.text_nul(summary.folder_name);
    writer.bytes(summary.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
