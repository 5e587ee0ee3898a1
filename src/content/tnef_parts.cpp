#include "content/tnef_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf16.h"
#include "content/cut_subject.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/compressed_text.h"
#include "formats/tnef/message.h"

namespace restante::content {
namespace {

namespace type = tnef::property_type;

namespace tag {
constexpr std::uint16_t kSubject = 0x0037, kBody = 0x1000, kCompressedRtf = 0x1009, kHtml = 0x1013,
                        kDisplayName = 0x3001, kAttachData = 0x3701, kFileName = 0x3704, kLongFileName = 0x3707;
}  // namespace tag

constexpr std::uint64_t kInterfaceIdSize = 16;

class TnefExpander {
public:
    TnefExpander(Parts& parts, const model::Message& message, const ByteSourcePointer& data, const ExpandAgain& again)
        : parts_(&parts), message_(&message), data_(&data), again_(&again) {}

    void run(SourceRange range, std::size_t depth) {
        Findings findings;
        const auto inner = tnef::read_message(**data_, range, findings);
        if (!inner) return parts_->find(MessageId::tnef_unreadable, inner.error());
        parts_->take(findings);
        code_page_ = inner->code_page != 0 ? inner->code_page : parts_->code_page();
        const std::string subject = text_or(inner->subject, inner->properties, tag::kSubject);
        const std::string body = text_or(inner->body, inner->properties, tag::kBody);
        if (depth == 0)
            merge(*inner, subject, body);
        else
            add_embedded_text(*inner, subject, body);
        add_formatted(inner->properties, subject);
        for (const tnef::Attachment& attachment : inner->attachments) add_attachment(attachment, depth);
    }

private:
    Result<ByteVector> load(SourceRange range) const {
        SourceReader reader(**data_, range);
        return reader.bytes(range.size, kLargestLoaded);
    }

    // "" when the property is absent or cannot be read.
    std::string text_of(const tnef::PropertyList& properties, std::uint16_t id) const {
        const tnef::Property* property = properties.find(id);
        if (property == nullptr) return {};
        const auto bytes = load(property->values.front());
        if (!bytes) return {};
        std::string text;
        if (property->base_type() == type::kUnicode)
            text = from_utf16(*bytes);
        else if (property->base_type() == type::kString8)
            text = Parts::decode(*bytes, code_page_);
        return text.substr(0, text.find('\0'));
    }

    std::string text_or(const ByteVector& attribute, const tnef::PropertyList& properties, std::uint16_t id) const {
        std::string text = text_of(properties, id);
        return text.empty() ? Parts::decode(attribute, code_page_) : text;
    }

    void merge(const tnef::Message& inner, const std::string& subject, const std::string& body) {
        Expansion& into = parts_->expansion();
        const auto blank = [](const std::optional<std::string>& text) {
            return !text || text->find_first_not_of(" \r\n\t") == std::string::npos;
        };
        if (blank(into.body ? into.body : message_->body) && !body.empty()) into.body = body;
        const std::optional<std::string>& known = into.subject ? into.subject : message_->subject;
        if (!subject.empty() && (blank(known) || is_cut_from(*known, subject))) into.subject = subject;
        if (!message_->sent && !into.sent) into.sent = inner.sent;
    }

    void add_embedded_text(const tnef::Message& inner, const std::string& subject, const std::string& body) {
        std::string text = fmt::format("Subject: {}\r\n", subject);
        if (inner.sent) text += fmt::format("Sent: {}\r\n", inner.sent->iso());
        text += "\r\n" + body;
        parts_->add((subject.empty() ? std::string("message") : subject) + ".txt", in_memory(text),
                    "Message inside " + parts_->name(), "text/plain; charset=utf-8");
    }

    void add_formatted(const tnef::PropertyList& properties, const std::string& subject) {
        const std::string name = subject.empty() ? std::string("message") : subject;
        if (const tnef::Property* html = properties.find(tag::kHtml))
            parts_->add(name + ".html", range_of(*data_, html->values.front()), "Formatted text (HTML)", "text/html");
        const tnef::Property* packed = properties.find(tag::kCompressedRtf);
        if (packed == nullptr) return;
        const auto bytes = load(packed->values.front());
        auto text = bytes ? tnef::unpack_text(*bytes) : fail(bytes.error());
        if (!text) return parts_->find(MessageId::tnef_text_unreadable, text.error());
        if (!text->checksum_fits) parts_->find(MessageId::tnef_text_unreadable, "the checksum is wrong");
        if (text->text.empty()) return;
        parts_->add(name + ".rtf", in_memory(std::move(text->text)), "Formatted text (RTF)", "text/rtf");
    }

    std::string name_of(const tnef::Attachment& attachment) const {
        for (const std::uint16_t id : {tag::kLongFileName, tag::kFileName})
            if (std::string name = text_of(attachment.properties, id); !name.empty()) return name;
        for (const ByteVector* name : {&attachment.title, &attachment.transport_name})
            if (!name->empty()) return Parts::decode(*name, code_page_);
        return text_of(attachment.properties, tag::kDisplayName);
    }

    void add_attachment(const tnef::Attachment& attachment, std::size_t depth) {
        if (const auto embedded = tnef::embedded_message(**data_, attachment)) {
            if (depth + 1 < kDeepestMessage) {
                const int outer_code_page = code_page_;
                run(*embedded, depth + 1);
                code_page_ = outer_code_page;
                return;
            }
            parts_->find(MessageId::content_too_deep, fmt::format("deeper than {}", kDeepestMessage));
            return parts_->add("message.tnef", range_of(*data_, *embedded), "Message inside " + parts_->name(),
                               "application/ms-tnef");
        }
        model::Attachment added;
        added.name = name_of(attachment);
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
        parts_->add(added, "Attachment inside " + parts_->name(), "");
        (*again_)(added);
    }

    // Storages of OLE 2 stand behind the id of their interface.
    ByteSourcePointer object_data(const tnef::Property& property) const {
        SourceRange range = property.values.front();
        if (property.base_type() == type::kObject) {
            const std::uint64_t id = std::min(range.size, kInterfaceIdSize);
            range.offset += id;
            range.size -= id;
        }
        return range_of(*data_, range);
    }

    Parts* parts_;
    const model::Message* message_;
    const ByteSourcePointer* data_;
    const ExpandAgain* again_;
    int code_page_ = 0;
};

}  // namespace

bool is_tnef(const ByteSource& data) { return tnef::sniff_stream(data, {0, data.size()}); }

void expand_tnef(Parts& parts, const model::Message& message, const ByteSourcePointer& data, const ExpandAgain& again) {
    TnefExpander(parts, message, data, again).run({0, data->size()}, 0);
}

}  // namespace restante::content
