#include "targets/pst/attachment_mapping.h"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <string>

#include "base/sha256.h"
#include "targets/mail/attachment_name.h"
#include "targets/mail/part_plan.h"
#include "targets/pst/class_attributes.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/message_mapping.h"

namespace restante::targets {
namespace {

// Object identifiers in DER: 1.2.840.113556.3.10.3.1.1 (OLE 1 storage) and 1.2.840.113556.3.11.1 (MacBinary).
const ByteVector kOle1Tag{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0A, 0x03, 0x01, 0x01};
const ByteVector kMacBinaryEncoding{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0B, 0x01};

std::string extension_of(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? std::string{} : name.substr(dot);
}

void put_names(ItemProperties& properties, const model::Attachment& attachment, const std::string& name) {
    properties.text(tags::kDisplayName, name);
    properties.text(tags::kAttachLongFilename, name);
    const bool stored = attachment.name && !attachment.name->empty();
    properties.text(tags::kAttachFilename, stored ? *attachment.name : name);
    const std::string extension = extension_of(name);
    if (!extension.empty()) properties.text(tags::kAttachExtension, extension);
    const bool told = attachment.derived && !attachment.derived->content_type.empty();
    const std::string_view type = told                   ? std::string_view(attachment.derived->content_type)
                                  : attachment.macbinary ? std::string_view("application/macbinary")
                                                         : mail::content_type_of(name);
    if (attachment.kind != model::AttachmentKind::ole) properties.text(tags::kAttachMimeTag, type);
}

void put_dates(ItemProperties& properties, const model::Attachment& attachment) {
    if (attachment.created)
        properties.date(tags::kCreationTime, *attachment.created, attribute_name(attributes::kCreated));
    if (attachment.modified)
        properties.date(tags::kLastModificationTime, *attachment.modified,
                        attribute_name(attributes::kAttachmentModified));
}

// `attachment` is number `index` of `all`, or belongs to it.
pst::Attachment map_attachment(const MappingContext& context, const model::Attachment& attachment,
                               const std::vector<model::Attachment>& all, std::size_t index, const std::string& item_id,
                               ItemLosses& losses) {
    ItemProperties properties(context, losses);
    const std::string name = mail::delivered_name(attachment, index);
    put_names(properties, attachment, name);
    put_dates(properties, attachment);

    pst::Attachment mapped;
    mapped.data = attachment.data;
    if (attachment.position) mapped.rendering_position = static_cast<std::int32_t>(*attachment.position);
    if (attachment.kind == model::AttachmentKind::ole) {
        mapped.method = pst::AttachMethod::ole;
        properties.bytes(tags::kAttachTag, kOle1Tag);
    }
    if (attachment.kind == model::AttachmentKind::picture) {
        // Outlook would look for an OLE object; the metafile is the picture.
        if (!mapped.data) mapped.data = attachment.rendering;
        losses.add(MessageId::pst_target_picture_as_file, fmt::format("picture {} is now {}", index + 1, name));
    }
    if (attachment.macbinary) properties.bytes(tags::kAttachEncoding, kMacBinaryEncoding);
    if (attachment.rendering) properties.stream(tags::kAttachRendering, attachment.rendering);
    properties.named(tags::kPartName, mail::part_note(attachment, all));
    if (attachment.derived) properties.named(tags::kDerivedName, attachment.derived->description);
    for (const model::Attribute& attribute : attachment.attributes)
        put_named_attribute(properties, attribute_name(attribute.id), attribute);
    if (attachment.message) {
        mapped.method = pst::AttachMethod::embedded_message;
        mapped.embedded = std::make_shared<const pst::Message>(
            map_message(context, *attachment.message, {},
                        Sha256::hex_of(as_bytes(fmt::format("{} in {}", index, item_id))), losses));
    }
    if (!mapped.data && !mapped.embedded)
        losses.add(MessageId::pst_target_attachment_without_data, fmt::format("attachment \"{}\"", name));
    mapped.properties = properties.take();
    return mapped;
}

// Outlook knows no files of two forks.
model::Attachment apple_double_of(const model::Attachment& attachment) {
    model::Attachment file;
    file.name = attachment.name.value_or("Macintosh") + ".applefile";
    file.data = attachment.apple_double;
    file.derived = attachment.derived;
    if (file.derived) {
        file.derived->description = "Resources of the Macintosh file " + attachment.name.value_or("");
        file.derived->content_type = "application/applefile";
    }
    return file;
}

}  // namespace

std::vector<pst::Attachment> map_attachments(const MappingContext& context,
                                             const std::vector<model::Attachment>& attachments,
                                             const std::string& item_id, ItemLosses& losses) {
    std::vector<pst::Attachment> mapped;
    mapped.reserve(attachments.size());
    for (std::size_t i = 0; i < attachments.size(); ++i)
        mapped.push_back(map_attachment(context, attachments[i], attachments, i, item_id, losses));
    for (std::size_t i = 0; i < attachments.size(); ++i)
        if (attachments[i].apple_double)
            mapped.push_back(map_attachment(context, apple_double_of(attachments[i]), attachments, i, item_id, losses));
    return mapped;
}

}  // namespace restante::targets
