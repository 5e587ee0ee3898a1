#include "targets/mail/part_writer.h"

#include "formats/mime/parameter.h"

namespace restante::targets::mail {

void PartWriter::begin_multipart(std::string_view type, std::string_view boundary, MimeParameter more) {
    mime::FoldingLine line = headers_.begin("Content-Type");
    line.token(type);
    if (!more.value.empty()) mime::write_parameter(line, more.name, more.value);
    mime::write_parameter(line, "boundary", boundary);
    line.end();
    headers_.end_of_headers();
}

Result<void> PartWriter::finish_text(const mime::TextBody& body) {
    headers_.plain("Content-Transfer-Encoding", name_of(body.encoding()));
    headers_.end_of_headers();
    return writer_.text(body);
}

Result<void> PartWriter::text(const mime::TextBody& body) {
    std::string type = body.ascii() ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8";
    if (fixed_font_) type += "; format=fixed";
    headers_.plain("Content-Type", type);
    return finish_text(body);
}

Result<void> PartWriter::calendar(const mime::TextBody& body, std::string_view method) {
    mime::FoldingLine type = headers_.begin("Content-Type");
    type.token("text/calendar; charset=utf-8");
    mime::write_parameter(type, "method", method);
    type.end();
    return finish_text(body);
}

void PartWriter::part_fields(const PlannedPart& part, std::string_view content_type, std::string_view encoding,
                             const ByteSource* data) {
    mime::FoldingLine type = headers_.begin("Content-Type");
    type.token(content_type);
    mime::write_parameter(type, "name", mime::ascii_fallback(part.name));
    type.end();
    headers_.plain("Content-Transfer-Encoding", encoding);
    mime::FoldingLine disposition = headers_.begin("Content-Disposition");
    disposition.token("attachment");
    mime::write_parameter(disposition, "filename", part.name);
    const auto write_date = [&](std::string_view name, const std::optional<LocalTime>& time) {
        if (time && time->valid()) mime::write_parameter(disposition, name, clock_.text(*time));
    };
    write_date("creation-date", part.created);
    write_date("modification-date", part.modified);
    if (!part.message) mime::write_parameter(disposition, "size", std::to_string(data != nullptr ? data->size() : 0));
    disposition.end();
    if (!part.description.empty()) headers_.text("Content-Description", part.description);
    headers_.text("X-Restante-Part", part.note);
    headers_.end_of_headers();
}

Result<void> PartWriter::data(const PlannedPart& part, const ByteSource& data, std::string_view item) {
    const std::optional<Error> cut = TRY(writer_.base64(data));
    if (cut)
        losses_.add({MessageId::mail_attachment_cut, cut->offset, std::string(item), part.name + ": " + cut->what});
    return {};
}

Result<void> PartWriter::attachment(const PlannedPart& part, std::string_view item) {
    part_fields(part, part.type, "base64", part.data.get());
    return part.data ? data(part, *part.data, item) : Result<void>{};
}

void PartWriter::begin_message(const PlannedPart& part) { part_fields(part, part.type, "7bit", nullptr); }

Result<void> PartWriter::apple_double(const PlannedPart& part, std::string_view boundary, std::string_view item) {
    mime::FoldingLine type = headers_.begin("Content-Type");
    type.token("multipart/appledouble");
    mime::write_parameter(type, "boundary", boundary);
    mime::write_parameter(type, "name", mime::ascii_fallback(part.name));
    type.end();
    mime::FoldingLine disposition = headers_.begin("Content-Disposition");
    disposition.token("attachment");
    mime::write_parameter(disposition, "filename", part.name);
    disposition.end();
    if (!part.description.empty()) headers_.text("Content-Description", part.description);
    headers_.text("X-Restante-Part", part.note);
    headers_.end_of_headers();
    writer_.open_part(boundary);
    PlannedPart beside = part;
    beside.description = "Resources of the Macintosh file " + part.name;
    part_fields(beside, "application/applefile", "base64", part.apple_double.get());
    TRY_VOID(data(part, *part.apple_double, item));
    writer_.open_part(boundary);
    TRY_VOID(attachment(part, item));
    writer_.close_parts(boundary);
    return {};
}

}  // namespace restante::targets::mail
