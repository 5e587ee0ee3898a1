#include "formats/tnef/message.h"

#include <fmt/format.h>

#include <utility>

#include "formats/tnef/attribute.h"

namespace restante::tnef {
namespace {

constexpr std::uint32_t kNoPosition = 0xFFFFFFFF;
constexpr std::uint32_t kMacBinary = 1;
constexpr std::uint16_t kAttachDataId = 0x3701;
constexpr std::uint64_t kInterfaceIdSize = 16;
constexpr std::uint64_t kRecipientSmallest = 4;

Result<LocalTime> read_date(const ByteSource& source, SourceRange range) {
    SourceReader reader(source, range);
    LocalTime time;
    for (std::uint16_t* part : {&time.year, &time.month, &time.day, &time.hour, &time.minute, &time.second})
        *part = TRY(reader.le<std::uint16_t>());
    if (!time.valid()) return fail(Errc::bad_value, "a date that does not exist", range.offset);
    return time;
}

class MessageReader {
public:
    MessageReader(const ByteSource& source, Findings& findings) : source_(&source), findings_(&findings) {}

    Result<Message> read(SourceRange range) {
        AttributeReader reader = TRY(AttributeReader::open(*source_, range));
        while (!reader.at_end()) {
            const auto attribute = reader.next();
            if (!attribute) {
                damaged(attribute.error());
                break;
            }
            if (!attribute->checksum_fits)
                findings_->add(MessageId::tnef_checksum, fmt::format("attribute {:08x}", attribute->id), {},
                               attribute->data.offset);
            take(*attribute);
        }
        return std::move(message_);
    }

private:
    void damaged(const Error& error) { findings_->add(MessageId::tnef_damaged, error.what, {}, error.offset); }

    void take(const Attribute& attribute) {
        const auto done =
            attribute.level == Level::message ? message_attribute(attribute) : attachment_attribute(attribute);
        if (!done) damaged(done.error());
    }

    Result<void> text(SourceRange range, ByteVector& into) {
        SourceReader reader(*source_, range);
        into = TRY(reader.bytes(range.size, kLongestText));
        while (!into.empty() && into.back() == 0) into.pop_back();
        return {};
    }

    Result<void> digits(SourceRange range, std::optional<std::string>& into) {
        ByteVector id;
        TRY_VOID(text(range, id));
        into = std::string(as_text(id));
        return {};
    }

    Result<void> properties(SourceRange range, PropertyList& into) {
        SourceReader reader(*source_, range);
        into = read_properties(reader);
        if (into.fault) damaged(*into.fault);
        return {};
    }

    Result<void> message_attribute(const Attribute& attribute) {
        switch (attribute.id) {
            case attribute_id::kVersion:
                return {};
            case attribute_id::kCodePage: {
                SourceReader reader(*source_, attribute.data);
                message_.code_page = static_cast<std::uint16_t>(TRY(reader.le<std::uint32_t>()));
                return {};
            }
            case attribute_id::kMessageClass:
                return text(attribute.data, message_.message_class);
            case attribute_id::kSubject:
                return text(attribute.data, message_.subject);
            case attribute_id::kBody:
                return text(attribute.data, message_.body);
            case attribute_id::kDateSent:
                message_.sent = TRY(read_date(*source_, attribute.data));
                return {};
            case attribute_id::kDateReceived:
                message_.received = TRY(read_date(*source_, attribute.data));
                return {};
            case attribute_id::kDateModified:
                message_.modified = TRY(read_date(*source_, attribute.data));
                return {};
            case attribute_id::kMessageId:
                return digits(attribute.data, message_.message_id);
            case attribute_id::kParentId:
                return digits(attribute.data, message_.parent_id);
            case attribute_id::kConversationId:
                return digits(attribute.data, message_.conversation_id);
            case attribute_id::kFrom: {
                SourceReader reader(*source_, attribute.data);
                message_.from = TRY(reader.bytes(attribute.data.size, kLongestText));
                return {};
            }
            case attribute_id::kPriority: {
                SourceReader reader(*source_, attribute.data);
                message_.priority = TRY(reader.le<std::uint16_t>());
                return {};
            }
            case attribute_id::kMessageStatus: {
                SourceReader reader(*source_, attribute.data);
                message_.status = TRY(reader.le<std::uint8_t>());
                return {};
            }
            case attribute_id::kMessageProperties:
                return properties(attribute.data, message_.properties);
            case attribute_id::kRecipientTable:
                return recipients(attribute.data);
            default:
                message_.other_attributes.push_back(attribute.id);
                return {};
        }
    }

    Result<void> recipients(SourceRange range) {
        SourceReader reader(*source_, range);
        const auto count = TRY(reader.le<std::uint32_t>());
        if (count > reader.remaining() / kRecipientSmallest)
            return fail(Errc::truncated, "more recipients than there are bytes", range.offset);
        for (std::uint32_t i = 0; i < count; ++i) {
            message_.recipients.push_back(read_properties(reader));
            if (message_.recipients.back().fault) return fail(*message_.recipients.back().fault);
        }
        return {};
    }

    Result<void> attachment_attribute(const Attribute& attribute) {
        if (attribute.id == attribute_id::kAttachRenderData) return render_data(attribute.data);
        // Every attachment starts with its render data; a stream without it still has one attachment to give.
        if (message_.attachments.empty()) message_.attachments.emplace_back();
        Attachment& attachment = message_.attachments.back();
        switch (attribute.id) {
            case attribute_id::kAttachTitle:
                return text(attribute.data, attachment.title);
            case attribute_id::kAttachTransportName:
                return text(attribute.data, attachment.transport_name);
            case attribute_id::kAttachData:
                attachment.data = attribute.data;
                return {};
            case attribute_id::kAttachMetafile:
                attachment.metafile = attribute.data;
                return {};
            case attribute_id::kAttachCreated:
                attachment.created = TRY(read_date(*source_, attribute.data));
                return {};
            case attribute_id::kAttachModified:
                attachment.modified = TRY(read_date(*source_, attribute.data));
                return {};
            case attribute_id::kAttachment:
                return properties(attribute.data, attachment.properties);
            default:
                message_.other_attributes.push_back(attribute.id);
                return {};
        }
    }

    Result<void> render_data(SourceRange range) {
        Attachment& attachment = message_.attachments.emplace_back();
        SourceReader reader(*source_, range);
        attachment.kind = TRY(reader.le<std::uint16_t>());
        const auto position = TRY(reader.le<std::uint32_t>());
        if (position != kNoPosition) attachment.position = position;
        attachment.width = TRY(reader.le<std::uint16_t>());
        attachment.height = TRY(reader.le<std::uint16_t>());
        attachment.macbinary = (TRY(reader.le<std::uint32_t>()) & kMacBinary) != 0;
        return {};
    }

    const ByteSource* source_;
    Findings* findings_;
    Message message_;
};

}  // namespace

Result<Message> read_message(const ByteSource& source, SourceRange range, Findings& findings) {
    return MessageReader(source, findings).read(range);
}

std::optional<SourceRange> embedded_message(const ByteSource& source, const Attachment& attachment) {
    const Property* data = attachment.properties.find(kAttachDataId);
    if (data == nullptr || data->base_type() != property_type::kObject) return std::nullopt;
    SourceRange range = data->values.front();
    if (range.size <= kInterfaceIdSize) return std::nullopt;
    range.offset += kInterfaceIdSize;
    range.size -= kInterfaceIdSize;
    if (!sniff_stream(source, range)) return std::nullopt;
    return range;
}

}  // namespace restante::tnef
