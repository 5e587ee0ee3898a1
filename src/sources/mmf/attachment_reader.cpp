#include "sources/mmf/attachment_reader.h"

#include <fmt/format.h>

#include <utility>

#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/list_object.h"

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
    AttachmentReader(StoreContext& context, const std::string& item) : context_(&context), item_(&item) {}

    Result<model::Attachment> read(std::uint32_t number, const mmf::AttachmentReference& reference) {
        auto list = TRY(open_list(*context_->store, reference.object));
        model::Attachment attachment;
        attachment.number = number;
        attachment.kind = kind_of(reference.kind);
        if (reference.position != mmf::kNoPosition) attachment.position = reference.position;
        attachment.width = reference.width;
        attachment.height = reference.height;
        attachment.macbinary = (reference.flags & mmf::kMacBinary) != 0;
        for (const mmf::ListEntry& entry : list.entries()) add(list, entry, attachment);
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
                    attachment.name = context_->text.until_nul(*value);
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
                lost_detail(entry.id, Error{Errc::unsupported, "unknown attribute", list.file_offset(entry), {}});
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
        ByteReader reader(*value, offset);
        const auto date = mmf::read_date(reader);
        if (date && date->local_time().valid())
            into = date->local_time();
        else
            context_->findings.add(MessageId::mmf_invalid_date,
                                   fmt::format("invalid date in attribute {:08x}", entry.id), *item_, offset);
    }

    void lost_detail(std::uint32_t id, const Error& error) {
        context_->findings.add(MessageId::mmf_attachment_detail_lost,
                               fmt::format("attribute {:08x} of an attachment: {}", id, error.what), *item_,
                               error.offset);
    }

    StoreContext* context_;
    const std::string* item_;
};

}  // namespace

std::vector<model::Attachment> read_attachments(StoreContext& context, const mmf::Node& message, bool expected,
                                                const std::string& item) {
    std::vector<model::Attachment> attachments;
    const mmf::Oid companion = mmf::Oid{message.aux}.with_type(mmf::type::kAttachmentList);
    if (message.aux == 0 || context.store->find(companion) == nullptr) {
        if (expected) context.findings.add(MessageId::mmf_attachments_missing, "there is no attachment list", item);
        return attachments;
    }
    auto list = open_list(*context.store, companion);
    if (!list) {
        context.findings.add(MessageId::mmf_attachment_list_lost, list.error().what, item, list.error().offset);
        return attachments;
    }
    attachments.reserve(list->entries().size());
    AttachmentReader reader(context, item);
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto element = list->element(entry);
        const auto reference =
            element ? mmf::read_attachment_reference(*element, list->file_offset(entry)) : fail(element.error());
        auto attachment = reference ? reader.read(entry.id, *reference) : fail(reference.error());
        if (attachment)
            attachments.push_back(std::move(*attachment));
        else
            context.findings.add(MessageId::mmf_attachment_lost,
                                 fmt::format("attachment {}: {}", entry.id, attachment.error().what), item,
                                 attachment.error().offset);
    }
    if (expected && list->entries().empty())
        context.findings.add(MessageId::mmf_attachments_missing, "the attachment list is empty", item);
    context.text.report(context.findings, item);
    return attachments;
}

}  // namespace restante::sources
