#include "targets/mail/part_plan.h"

#include <fmt/format.h>

#include <array>

#include "targets/mail/attachment_name.h"

namespace restante::targets::mail {
namespace {

// Placeable metafiles have a magic number; plain ones start with type 1 or 2, a header of 9 words, version 1.0 or 3.0.
bool looks_like_metafile(const ByteSource& source) {
    constexpr std::size_t kHeader = 6;
    std::array<std::uint8_t, kHeader> head{};
    if (source.size() < kHeader || !source.read(0, head)) return false;
    const bool placeable = head[0] == 0xD7 && head[1] == 0xCD && head[2] == 0xC6 && head[3] == 0x9A;
    const bool plain = (head[0] == 1 || head[0] == 2) && head[1] == 0 && head[2] == 9 && head[3] == 0 && head[4] == 0 &&
                       (head[5] == 1 || head[5] == 3);
    return placeable || plain;
}

std::string_view metafile_type(const ByteSource& source) {
    return looks_like_metafile(source) ? "image/wmf" : "application/octet-stream";
}

std::string_view type_of(const model::Attachment& attachment, std::string_view name, const ByteSourcePointer& data) {
    if (attachment.message) return "message/rfc822";
    if (attachment.derived && !attachment.derived->content_type.empty()) return attachment.derived->content_type;
    if (attachment.macbinary) return "application/macbinary";
    if (attachment.kind == model::AttachmentKind::ole) return "application/x-ole1";
    if (attachment.kind == model::AttachmentKind::picture && data) return metafile_type(*data);
    return content_type_of(name);
}

// The sentence that says what it is, then the name it had, if that could not stay.
void describe(const model::Derivation& derived, PlannedPart& part) {
    part.description = part.description.empty() ? derived.description : derived.description + ": " + part.description;
}

}  // namespace

std::string part_note(const model::Attachment& attachment, const std::vector<model::Attachment>& all) {
    std::string note = attachment.derived ? fmt::format("derived-from={}", all[attachment.derived->original].number)
                                          : fmt::format("number={}", attachment.number);
    note += fmt::format("; kind={}", model::name_of(attachment.kind));
    if (attachment.position) note += fmt::format("; position={}", *attachment.position);
    if (attachment.width != 0 || attachment.height != 0)
        note += fmt::format("; width={}; height={}", attachment.width, attachment.height);
    if (attachment.macbinary) note += "; macbinary";
    if (!attachment.name)
        note += "; no-name";
    else if (attachment.name->empty())
        note += "; empty-name";
    if (!attachment.data && !attachment.message) note += "; no-data";
    return note;
}

std::vector<PlannedPart> plan_attachments(const model::Message& message, std::string_view item, Findings& losses) {
    std::vector<PlannedPart> parts;
    parts.reserve(message.attachments.size());
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const model::Attachment& attachment = message.attachments[i];
        PlannedPart part;
        part.name = delivered_name(attachment, i);
        part.note = part_note(attachment, message.attachments);
        part.created = attachment.created;
        part.modified = attachment.modified;
        // A static picture has no data besides its metafile: that is the attachment.
        const bool is_metafile = !attachment.data && attachment.kind == model::AttachmentKind::picture;
        part.data = is_metafile ? attachment.rendering : attachment.data;
        part.apple_double = attachment.apple_double;
        part.message = attachment.message;
        part.type = type_of(attachment, part.name, part.data);
        if (attachment.name && !attachment.name->empty() && *attachment.name != part.name) {
            part.description = *attachment.name;
            losses.add(MessageId::mail_attachment_renamed, fmt::format("attachment {}: {}", i + 1, part.name),
                       std::string(item));
        }
        if (attachment.derived) describe(*attachment.derived, part);
        if (!part.data && !part.message)
            losses.add(MessageId::mail_attachment_no_data, fmt::format("attachment {}: {}", i + 1, part.name),
                       std::string(item));
        const std::string name = part.name;
        parts.push_back(std::move(part));
        if (!attachment.rendering || is_metafile) continue;
        PlannedPart rendering;
        rendering.name = name + ".rendering.wmf";
        rendering.type = metafile_type(*attachment.rendering);
        rendering.note = fmt::format("rendering-of={}", attachment.number);
        rendering.data = attachment.rendering;
        parts.push_back(std::move(rendering));
    }
    return parts;
}

}  // namespace restante::targets::mail
