#include <fmt/format.h>

#include <algorithm>

#include "base/code_page.h"
#include "formats/mmf/attribute.h"
#include "service/dump_parts.h"

namespace restante::service {

std::string_view object_type_name(const mmf::Oid& oid) {
    switch (oid.type()) {
        case mmf::type::kGroupFolder:
            return "group folder";
        case mmf::type::kAddressBook:
            return "address book";
        case mmf::type::kAddressEntry:
            return "address entry";
        case mmf::type::kSystem:
            return "system";
        case mmf::type::kHierarchy:
            return "hierarchy";
        case mmf::type::kFolder:
            return "folder";
        case mmf::type::kFinderResult:
            return "finder result";
        case mmf::type::kHiddenFolder:
            return "hidden folder";
        case mmf::type::kFinder:
            return "finder";
        case mmf::type::kMessage:
            return "message";
        case mmf::type::kAttachment:
            return "attachment";
        case mmf::type::kLinkList:
            return "link list";
        case mmf::type::kAttachmentList:
            return "attachment list";
        case mmf::type::kAttributeNames:
            return "attribute names";
        case mmf::type::kQueue:
            return "queue";
        case mmf::type::kSpare:
            return "spare";
        case mmf::type::kJustAllocated:
            return "just allocated";
        case mmf::type::kTemporary:
            return "temporary";
        case mmf::type::kFree:
            return "free";
        case mmf::type::kFinderCriteria:
            return "finder criteria";
        default:
            return "unknown";
    }
}

std::string oid_text(const mmf::Oid& oid) {
    std::string letters;
    for (unsigned shift = 8; shift < 32; shift += 8) {
        const char c = static_cast<char>(oid.value >> shift);
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ') letters += c;
    }
    return letters.size() == 3 ? fmt::format("{} '{}'", oid.hex(), letters) : oid.hex();
}

std::string in_quotes(std::string_view stored) {
    constexpr std::size_t kMost = 200;  // bytes
    static const auto page = CodePage::numbered(1252);
    const std::string_view start = stored.substr(0, kMost);
    std::string text = "\"";
    for (const char c : page ? page->decode(as_bytes(start)) : std::string(start)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\r') {
            text += "\\r";
        } else if (c == '\n') {
            text += "\\n";
        } else if (byte < 0x20 || byte == 0x7F) {
            text += fmt::format("\\x{:02x}", byte);
        } else {
            text += c;
        }
    }
    return text + (start.size() < stored.size() ? "\"..." : "\"");
}

bool dump_rows(Bytes bytes, std::uint64_t offset, const LineSink& sink) {
    constexpr std::size_t kBytesInRow = 16;
    for (std::size_t at = 0; at < bytes.size(); at += kBytesInRow)
        if (!sink(fmt::format("{:08x}  {}\n", offset + at,
                              to_hex(bytes.subspan(at, std::min(kBytesInRow, bytes.size() - at))))))
            return false;
    return true;
}

std::string_view attribute_name(std::uint32_t id) {
    switch (id) {
        case mmf::attribute::kFrom:
            return "From";
        case mmf::attribute::kTo:
            return "To";
        case mmf::attribute::kCc:
            return "Cc";
        case mmf::attribute::kBcc:
            return "Bcc";
        case mmf::attribute::kSubject:
            return "Subject";
        case mmf::attribute::kDateSent:
            return "Date-Sent";
        case mmf::attribute::kDateReceived:
            return "Date-Received";
        case mmf::attribute::kStatus:
            return "Message-Status";
        case mmf::attribute::kClass:
            return "Message-Class";
        case mmf::attribute::kMessageId:
            return "Message-ID";
        case mmf::attribute::kParentId:
            return "Parent-ID";
        case mmf::attribute::kConversationId:
            return "Conversation-ID";
        case mmf::attribute::kBody:
            return "Body";
        case mmf::attribute::kPriority:
            return "Priority";
        case mmf::attribute::kShadowId:
            return "Shadow-ID";
        case mmf::attribute::kAttachmentData:
            return "Attachment-Data";
        case mmf::attribute::kAttachmentTitle:
            return "Attachment-Title";
        case mmf::attribute::kAttachmentMetafile:
            return "Attachment-Metafile";
        case mmf::attribute::kAttachmentCreated:
            return "Attachment-Created";
        case mmf::attribute::kAttachmentModified:
            return "Attachment-Modified";
        case mmf::attribute::kLastModified:
            return "Last-Modified";
        case mmf::attribute::kSummaryValue:
            return "Summary-Value";
        default:
            return "";
    }
}

}  // namespace restante::service
