#include "formats/mmf/summary.h"

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
