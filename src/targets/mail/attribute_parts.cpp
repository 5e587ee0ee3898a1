#include "targets/mail/attribute_parts.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "targets/mail/restante_headers.h"

namespace restante::targets::mail {
namespace {

struct AttributePlace {
    std::string_view header{};  // field name
    std::string owner{};        // "attachment=1; ", or ""
};

void write_list(mime::HeaderWriter& headers, const std::vector<model::Attribute>& attributes,
                const AttributePlace& place, std::string_view item, std::vector<PlannedPart>& parts, Findings& losses) {
    for (const model::Attribute& attribute : attributes) {
        AttributeField field = attribute_field(attribute);
        headers.text(place.header, place.owner + field.field);
        if (field.unreadable)
            losses.add(MessageId::mail_attribute_unreadable, attribute_part_name(attribute), std::string(item));
        if (!field.part) continue;
        PlannedPart part;
        part.name = attribute_part_name(attribute);
        part.type = "application/octet-stream";
        part.note = fmt::format("{}attribute={:08x}", place.owner, attribute.id);
        part.data = std::move(field.part);
        losses.add(MessageId::mail_attribute_part, part.name, std::string(item));
        parts.push_back(std::move(part));
    }
}

}  // namespace

void write_attributes(mime::HeaderWriter& headers, const model::Message& message, std::string_view item,
                      std::vector<PlannedPart>& parts, Findings& losses) {
    write_list(headers, message.attributes, {"X-Restante-Attribute"}, item, parts, losses);
    for (const model::Attachment& attachment : message.attachments)
        write_list(headers, attachment.attributes,
                   {"X-Restante-Attachment-Attribute", fmt::format("attachment={}; ", attachment.number)}, item, parts,
                   losses);
}

void write_letterhead(mime::HeaderWriter& headers, const model::Message& message, std::string_view item,
                      std::vector<PlannedPart>& parts, Findings& losses) {
    if (message.letterhead.empty()) return;
    AttributeField field = letterhead_field(message.letterhead);
    headers.text("X-Restante-Letterhead", field.field);
    if (!field.part) return;
    PlannedPart part;
    part.name = "letterhead.txt";
    part.type = "text/plain; charset=utf-8";
    part.note = "letterhead";
    part.data = std::move(field.part);
    losses.add(MessageId::mail_attribute_part, part.name, std::string(item));
    parts.push_back(std::move(part));
}

}  // namespace restante::targets::mail
