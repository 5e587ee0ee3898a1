#include "sources/mmf/attachment_reader.h"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/list_object.h"
#include "sources/mmf/attribute_values.h"
#include "sources/mmf/zeroed_object.h"

namespace restante::sources {
namespace {

namespace attribute = mmf::attribute;

model::AttachmentKind kind_of(std::uint16_t kind) {
    switch (kind) {
        case mmf::attachment_kind::kFile:
            return model::AttachmentKind::file;
        case mmf::attachment_kind::kOle:
            return model::AttachmentKind::ole;
        case mmf::attachment_kind::kPicture:
            return model::AttachmentKind::picture;
        default:
            return model::AttachmentKind::other;
    }
}

class AttachmentReader {
public:
    AttachmentReader(StoreContext& context, const std::string& item)
        : context_(&context), item_(&item), values_(context, item) {}

    // `reference.position` still counts bytes.
    Result<model::Attachment> read(std::uint32_t number, const mmf::AttachmentReference& reference) {
        auto list = TRY(open_list(*context_->store, reference.object));
        model::Attachment attachment;
        attachment.number = number;
        attachment.kind = kind_of(reference.kind);
        if (reference.position != mmf::kNoPosition) attachment.position = reference.position;
        attachment.width = reference.width;
        attachment.height = reference.height;
        attachment.macbinary = (reference.flags & mmf::kMacBinary) != 0;
        const bool duplicates = has_duplicates(list.entries());
        std::unordered_set<std::uint32_t> seen;
        for (const mmf::ListEntry& entry : list.entries()) {
            if (!duplicates || seen.insert(entry.id).second)
                add(list, entry, attachment);
            else
                values_.report(MessageId::mmf_duplicate_attribute,
                               fmt::format("attribute {:08x} of an attachment occurs twice", entry.id),
                               list.file_offset(entry));
        }
        report_zeroed(*context_, reference.object, attachment.name.value_or(fmt::format("attachment {}", number)),
                      *item_);
        return attachment;
    }

private:
    void add(mmf::ListReader& list, const mmf::ListEntry& entry, model::Attachment& attachment) {
        switch (entry.id) {
            case attribute::kAttachmentData:
                add_source(list, entry, attachment.data);
                return;
            case attribute::kAttachmentMetafile:
                add_source(list, entry, attachment.rendering);
                return;
            case attribute::kAttachmentTitle:
                if (const auto value = list.element(entry))
                    attachment.name = values_.text(entry.id, *value, list.file_offset(entry));
                else
                    lost_detail(entry.id, value.error());
                return;
            case attribute::kAttachmentCreated:
                add_date(list, entry, attachment.created);
                return;
            case attribute::kAttachmentModified:
                add_date(list, entry, attachment.modified);
                return;
            default:
                add_other(list, entry, attachment);
        }
    }

    void add_other(mmf::ListReader& list, const mmf::ListEntry& entry, model::Attachment& attachment) {
        if (const auto value = list.element(entry)) {
            attachment.attributes.push_back(values_.whole(entry.id, *value, list.file_offset(entry)));
        } else if (auto source = list.source(entry)) {  // too large to be held
            attachment.attributes.push_back({entry.id, model_type(entry.id), std::move(*source)});
        } else {
            lost_detail(entry.id, value.error());
        }
    }

    void add_source(const mmf::ListReader& list, const mmf::ListEntry& entry, ByteSourcePointer& into) {
        auto source = list.source(entry);
        if (source)
            into = std::move(*source);
        else
            context_->findings.add(MessageId::mmf_attachment_lost,
                                   fmt::format("attribute {:08x}: {}", entry.id, source.error().what), *item_,
                                   source.error().offset);
    }

    void add_date(mmf::ListReader& list, const mmf::ListEntry& entry, std::optional<LocalTime>& into) {
        const std::uint64_t offset = list.file_offset(entry);
        const auto value = list.element(entry);
        if (!value) return lost_detail(entry.id, value.error());
        into = values_.date(entry.id, *value, offset);
    }

    void lost_detail(std::uint32_t id, const Error& error) {
        context_->findings.add(MessageId::mmf_attachment_detail_lost,
                               fmt::format("attribute {:08x} of an attachment: {}", id, error.what), *item_,
                               error.offset);
    }

    StoreContext* context_;
    const std::string* item_;
    AttributeValues values_;
};

// Attachments whose list is gone, when they can only be those of this message. Of what the list said (kind, position,
// order) nothing is left.
std::vector<model::Attachment> read_lost_attachments(StoreContext& context, AttachmentOwners& owners,
                                                     const mmf::Node& message, AttachmentReader& reader,
                                                     const std::string& item) {
    std::vector<model::Attachment> attachments;
    for (const mmf::Oid oid : owners.lost_by(context, message)) {
        auto attachment = reader.read(static_cast<std::uint32_t>(attachments.size()), {.object = oid});
        if (!attachment) continue;  // stays an attachment without message
        owners.meet(*context.store, oid);
        if (!attachment->data && attachment->rendering) attachment->kind = model::AttachmentKind::picture;
        attachments.push_back(std::move(*attachment));
    }
    if (!attachments.empty())
        context.findings.add(MessageId::mmf_attachments_matched,
                             fmt::format("{} attachments stood in no list", attachments.size()), item);
    return attachments;
}

// Those of a list, in its order; `reader` tells the character of a position, null: there is no text.
std::vector<model::Attachment> read_listed(StoreContext& context, AttachmentOwners& owners, mmf::ListReader& list,
                                           AttachmentReader& attachment_reader, MessageReader* reader,
                                           const std::string& item) {
    std::vector<model::Attachment> attachments;
    attachments.reserve(list.entries().size());
    for (const mmf::ListEntry& entry : list.entries()) {
        const auto element = list.element(entry);
        const auto reference =
            element ? mmf::read_attachment_reference(*element, list.file_offset(entry)) : fail(element.error());
        if (reference) owners.meet(*context.store, reference->object);
        auto attachment = reference ? attachment_reader.read(entry.id, *reference) : fail(reference.error());
        if (attachment) {
            if (attachment->position && reader != nullptr)
                attachment->position = reader->character_at(*attachment->position);
            attachments.push_back(std::move(*attachment));
        } else {
            context.findings.add(MessageId::mmf_attachment_lost,
                                 fmt::format("attachment {}: {}", entry.id, attachment.error().what), item,
                                 attachment.error().offset);
        }
    }
    return attachments;
}

}  // namespace

std::vector<model::Attachment> read_attachments(StoreContext& context, AttachmentOwners& owners,
                                                const mmf::Node& message, MessageReader& reader,
                                                const std::string& item) {
    std::vector<model::Attachment> attachments;
    const bool expected = reader.expects_attachments();
    const mmf::Node* const companion = attachment_list_of(*context.store, message);
    if (companion == nullptr && !expected) return attachments;
    AttachmentReader attachment_reader(context, item);
    if (companion == nullptr) {
        context.findings.add(MessageId::mmf_attachments_missing, "there is no attachment list", item);
        return read_lost_attachments(context, owners, message, attachment_reader, item);
    }
    auto list = open_list(*context.store, companion->oid);
    if (!list) {
        context.findings.add(MessageId::mmf_attachment_list_lost, list.error().what, item, list.error().offset);
        return read_lost_attachments(context, owners, message, attachment_reader, item);
    }
    attachments = read_listed(context, owners, *list, attachment_reader, &reader, item);
    if (expected && list->entries().empty())
        context.findings.add(MessageId::mmf_attachments_missing, "the attachment list is empty", item);
    context.text.report(context.findings, item);
    return attachments;
}

std::vector<model::Attachment> read_ownerless_attachments(StoreContext& context, AttachmentOwners& owners, mmf::Oid oid,
                                                          const std::string& item) {
    AttachmentReader attachment_reader(context, item);
    std::vector<model::Attachment> attachments;
    if (oid.type() == mmf::type::kAttachmentList) {
        if (auto list = open_list(*context.store, oid))
            attachments = read_listed(context, owners, *list, attachment_reader, nullptr, item);
    } else if (auto attachment = attachment_reader.read(0, {.object = oid})) {
        if (!attachment->data && attachment->rendering) attachment->kind = model::AttachmentKind::picture;
        owners.meet(*context.store, oid);
        attachments.push_back(std::move(*attachment));
    }
    context.text.report(context.findings, item);
    return attachments;
}

}  // namespace restante::sources
