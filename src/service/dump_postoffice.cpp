#include "service/dump_postoffice.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/record_table.h"
#include "service/dump_parts.h"
#include "sources/postoffice/postoffice_files.h"

namespace restante::service {
namespace {

// Where these tables keep passwords is not known, so that bytes nobody understands are not shown.
bool may_hold_passwords(const postoffice::RecordLayout& layout) {
    return layout.name == "ACCESS" || layout.name == "ACCESS2" || layout.name == "MASTER";
}

std::string value_text(const postoffice::Field& field, Bytes record) {
    if (const auto text = postoffice::read_text(field, record)) return in_quotes(*text);
    if (const auto number = postoffice::read_number(field, record)) return fmt::format("{0} ({0:#x})", *number);
    const auto bytes = postoffice::field_bytes(field, record);
    return bytes ? to_hex(*bytes) : bytes.error().what;
}

bool dump_records(const postoffice::RecordLayout& layout, Bytes file, const DumpRequest& request,
                  const LineSink& sink) {
    Findings ignored(0);  // check tells them
    const auto table = postoffice::RecordTable::read(layout, file, layout.name, ignored);
    const bool hidden = may_hold_passwords(layout);
    if (hidden && !sink("bytes without a known meaning are not shown: passwords may be among them\n")) return false;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Bytes record = table.record(i);
        if (!sink(fmt::format("{:08x} record {}{}\n", table.offset_of(i), i,
                              postoffice::is_blank(record) ? ", never used" : "")))
            return false;
        for (const postoffice::Field& field : layout.fields)
            if (!sink(fmt::format("  {:08x} {}: {}\n", table.offset_of(i) + field.offset, field.name,
                                  value_text(field, record))))
                return false;
        if (!hidden && (request.raw || layout.fields.empty()) && !dump_rows(record, table.offset_of(i), sink))
            return false;
    }
    return true;
}

bool dump_mailbag(Bytes file, const DumpRequest& request, const LineSink& sink) {
    Findings ignored(0);
    const auto headers = postoffice::read_mailbag(file, ignored);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const postoffice::MailbagHeader& header = headers[i];
        const std::uint64_t offset = i * postoffice::kMailbagHeaderSize;
        if (!sink(fmt::format("{:08x} header {}: message {}, {}, from {}, {}, {} bytes\n", offset, i,
                              in_quotes(header.message), header.time ? header.time->iso() : "no valid time",
                              in_quotes(header.sender), in_quotes(header.subject), header.size)))
            return false;
        if (request.raw && !dump_rows(header.raw, offset, sink)) return false;
    }
    return true;
}

// A single key cannot prove how its bits count, so that each way is shown.
bool dump_key(Bytes file, const DumpRequest& request, const LineSink& sink) {
    for (const postoffice::KeyVariant& variant : postoffice::key_variants()) {
        std::size_t live = 0, dead = 0;
        for (std::size_t i = 0; i < postoffice::kMaximumMailbagHeaders; ++i)
            if (const auto state = postoffice::is_live(file, i, variant)) ++(*state ? live : dead);
        if (!sink(fmt::format("{:08x} {}: {} live, {} deleted\n", variant.offset, variant.describe(), live, dead)))
            return false;
    }
    return !request.raw || dump_rows(file, 0, sink);
}

bool dump_fields(const ByteSource& file, const postoffice::MaiFile& message, const DumpRequest& request,
                 const LineSink& sink) {
    for (const postoffice::MailField& field : message.fields) {
        if (!sink(fmt::format("  {:08x} {}, {} bytes{}\n", field.whole.offset,
                              postoffice::mail_field_name(field.code, field.qualifier), field.contents.size,
                              field.damaged ? ", damaged" : "")))
            return false;
        if (!request.raw || !field.loaded) continue;
        ByteVector bytes(static_cast<std::size_t>(field.contents.size));
        if (!file.read(field.contents.offset, bytes)) continue;
        if (!dump_rows(bytes, field.contents.offset, sink)) return false;
    }
    for (const SourceRange& range : message.unread)
        if (!sink(fmt::format("  {:08x} {} bytes that are no element\n", range.offset, range.size))) return false;
    return true;
}

Result<void> dump_folder(const ByteSource& file, const DumpRequest& request, const LineSink& sink) {
    Findings ignored(0);
    const auto folder = TRY(postoffice::read_folder_file(file, ignored));
    if (!sink(fmt::format("{:08x} kind: {}\n", postoffice::kFolderKindOffset, postoffice::name_of(folder.kind))))
        return {};
    for (const postoffice::CarvedMessage& message : folder.messages) {
        if (!sink(fmt::format("{:08x} message, {} bytes{}\n", message.offset, message.file.size,
                              message.intact ? "" : ", damaged")))
            return {};
        if (!request.tree && !dump_fields(file, message.file, request, sink)) return {};
    }
    for (const SourceRange& range : folder.rest)
        if (!sink(fmt::format("{:08x} {} bytes that belong to no message\n", range.offset, range.size))) return {};
    return {};
}

}  // namespace

Result<void> dump_postoffice_file(const PostofficeFile& kind, const ByteSource& file, const DumpRequest& request,
                                  const LineSink& sink) {
    if (!sink(kind.name + fmt::format(", {} bytes\n", file.size()))) return {};
    if (kind.kind == PostofficeFileKind::folder) return dump_folder(file, request, sink);
    if (kind.kind == PostofficeFileKind::message) {
        Findings ignored(0);
        const auto message = TRY(postoffice::read_mai(file, {0, file.size()}, ignored));
        dump_fields(file, message, request, sink);
        return {};
    }
    const ByteVector bytes = TRY(read_all(file, sources::kLargestTable));
    if (kind.kind == PostofficeFileKind::records)
        dump_records(kind.layout, bytes, request, sink);
    else if (kind.kind == PostofficeFileKind::mailbag)
        dump_mailbag(bytes, request, sink);
    else if (kind.kind == PostofficeFileKind::key)
        dump_key(bytes, request, sink);
    else
        dump_rows(bytes, 0, sink);  // attachments, and indexes, whose fields only all of them together prove
    return {};
}

}  // namespace restante::service
