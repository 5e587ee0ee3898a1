#include "content/tnef_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "content/tnef_merge.h"
#include "content/tnef_message.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/compressed_text.h"
#include "formats/tnef/message.h"

namespace restante::content {
namespace {

namespace tag {
constexpr std::uint16_t kCompressedRtf = 0x1009, kHtml = 0x1013, kAttachData = 0x3701;
}  // namespace tag

constexpr std::uint64_t kInterfaceIdSize = 16;
constexpr std::size_t kNamedDisagreements = 5;

struct FormattedText {
    std::string name{};
    ByteSourcePointer data{};
    std::string description{}, content_type{};
};

class TnefExpander {
public:
    TnefExpander(Parts& parts, const ByteSourcePointer& data) : parts_(&parts), data_(&data) {}

    // Nothing: a finding says why.
    std::optional<tnef::Message> read(SourceRange range) {
        Findings findings;
        auto decoded = tnef::read_message(**data_, range, findings);
        if (!decoded) {
            parts_->find(MessageId::tnef_unreadable, decoded.error());
            return std::nullopt;
        }
        parts_->take(findings);
        return std::move(*decoded);
    }

    void own(const model::Message& message, const ExpandAgain& again) {
        const auto decoded = read({0, (*data_)->size()});
        if (!decoded) return;
        const TnefMessage values(**data_, *decoded, parts_->scope().reading);
        const model::Message inside = values.message();
        add_what_is_missing(message, inside);
        for (FormattedText& text : formatted(*decoded, inside))
            parts_->add(std::move(text.name), std::move(text.data), std::move(text.description),
                        std::move(text.content_type));
        for (const tnef::Attachment& attachment : decoded->attachments) {
            if (const auto embedded = tnef::embedded_message(**data_, attachment)) {
                add_message_inside(*parts_, *data_, *embedded);
                continue;
            }
            const model::Attachment added = stored(attachment, values);
            parts_->add(added, "Attachment inside " + parts_->name(), "");
            again(added);
        }
    }

    // With everything in it taken apart, too.
    std::shared_ptr<const model::Message> message(SourceRange range, std::size_t depth) {
        const auto decoded = read(range);
        if (!decoded) return nullptr;
        const TnefMessage values(**data_, *decoded, parts_->scope().reading);
        auto message = std::make_shared<model::Message>(values.message());
        const auto add = [&](model::Attachment attachment) {
            if (!parts_->count_part()) return;
            attachment.number = static_cast<std::uint32_t>(message->attachments.size());
            message->attachments.push_back(std::move(attachment));
        };
        for (FormattedText& text : formatted(*decoded, *message)) {
            model::Attachment attachment;
            attachment.name = std::move(text.name);
            attachment.data = std::move(text.data);
            add(std::move(attachment));
        }
        for (const tnef::Attachment& attachment : decoded->attachments) {
            if (const auto embedded = tnef::embedded_message(**data_, attachment))
                add(inside(*embedded, depth + 1));
            else
                add(stored(attachment, values));
        }
        expand_inside(*message, parts_->scope(), depth).complete(*message);
        return message;
    }

    // A message as an attachment; packed as it is when it cannot be one.
    model::Attachment inside(SourceRange range, std::size_t depth) {
        model::Attachment attachment;
        if (depth >= kDeepestMessage)
            parts_->find(MessageId::content_too_deep, fmt::format("deeper than {}", kDeepestMessage));
        else
            attachment.message = message(range, depth);
        if (attachment.message) {
            attachment.kind = model::AttachmentKind::message;
            const std::string subject = attachment.message->subject.value_or("");
            attachment.name = (subject.empty() ? "message" : subject) + ".eml";
        } else {
            attachment.name = "message.tnef";
            attachment.data = range_of(*data_, range);
        }
        return attachment;
    }

private:
    void add_what_is_missing(const model::Message& message, const model::Message& inside) {
        model::Message known = message;
        parts_->expansion().complete(known);
        std::vector<std::string> disagreements = merge(known, inside, parts_->expansion());
        if (disagreements.empty()) return;
        const std::size_t more = disagreements.size() - std::min(disagreements.size(), kNamedDisagreements);
        disagreements.resize(disagreements.size() - more);
        std::string text = fmt::format("inside: {}", fmt::join(disagreements, "; "));
        if (more != 0) text += fmt::format("; and {} more", more);
        parts_->find(MessageId::tnef_disagrees, text);
    }

    std::vector<FormattedText> formatted(const tnef::Message& decoded, const model::Message& message) {
        std::vector<FormattedText> texts;
        const bool named = message.subject && !message.subject->empty();
        const std::string name = named ? *message.subject : std::string("message");
        if (const tnef::Property* html = decoded.properties.find(tag::kHtml))
            texts.push_back(
                {name + ".html", range_of(*data_, html->values.front()), "Formatted text (HTML)", "text/html"});
        const tnef::Property* packed = decoded.properties.find(tag::kCompressedRtf);
        if (packed == nullptr) return texts;
        SourceReader reader(**data_, packed->values.front());
        const auto bytes = reader.bytes(packed->values.front().size, kLargestLoaded);
        auto text = bytes ? tnef::unpack_text(*bytes) : fail(bytes.error());
        if (!text) {
            parts_->find(MessageId::tnef_text_unreadable, text.error());
            return texts;
        }
        if (!text->checksum_fits) parts_->find(MessageId::tnef_text_unreadable, "the checksum is wrong");
        if (!text->text.empty())
            texts.push_back({name + ".rtf", in_memory(std::move(text->text)), "Formatted text (RTF)", "text/rtf"});
        return texts;
    }

    model::Attachment stored(const tnef::Attachment& attachment, const TnefMessage& values) const {
        model::Attachment added;
        added.name = values.name_of(attachment);
        if (added.name->empty()) added.name.reset();
        added.macbinary = attachment.macbinary;
        added.width = attachment.width, added.height = attachment.height;
        added.created = attachment.created, added.modified = attachment.modified;
        if (attachment.kind == 2) added.kind = model::AttachmentKind::ole;
        if (attachment.kind == 3) added.kind = model::AttachmentKind::picture;
        if (attachment.metafile) added.rendering = range_of(*data_, *attachment.metafile);
        if (attachment.data) added.data = range_of(*data_, *attachment.data);
        if (const tnef::Property* data = attachment.properties.find(tag::kAttachData);
            data != nullptr && !attachment.data)
            added.data = object_data(*data);
        return added;
    }

    // Storages of OLE 2 stand behind the id of their interface.
    ByteSourcePointer object_data(const tnef::Property& property) const {
        SourceRange range = property.values.front();
        if (property.base_type() == tnef::property_type::kObject) {
            const std::uint64_t id = std::min(range.size, kInterfaceIdSize);
            range.offset += id;
            range.size -= id;
        }
        return range_of(*data_, range);
    }

    Parts* parts_;
    const ByteSourcePointer* data_;
};

}  // namespace

bool is_tnef(const ByteSource& data) { return tnef::sniff_stream(data, {0, data.size()}); }

void expand_tnef(Parts& parts, const model::Message& message, const ByteSourcePointer& data, const ExpandAgain& again) {
    TnefExpander(parts, data).own(message, again);
}

void add_message_inside(Parts& parts, const ByteSourcePointer& data, SourceRange range) {
    model::Attachment attachment = TnefExpander(parts, data).inside(range, parts.depth() + 1);
    const std::string type = attachment.message ? "message/rfc822" : "application/ms-tnef";
    parts.add(std::move(attachment), "Message inside " + parts.name(), type);
}

}  // namespace restante::content
