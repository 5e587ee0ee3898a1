#include "sources/mmf/repaired_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/byte_writer.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/triples.h"
#include "sources/mmf/filled_fragment.h"

namespace restante::sources {
namespace {

namespace attribute = mmf::attribute;

mmf::ListElement number_attribute(std::uint32_t id, std::uint16_t number) {
    ByteWriter value;
    value.le(number);
    return {id, std::move(value).take()};
}

// What a line of a folder's list says, as attributes: nothing else is known of the message.
std::vector<mmf::ListElement> attributes_of(const mmf::Summary& summary) {
    std::vector<mmf::ListElement> attributes;
    const bool from_me = (summary.status & mmf::status::kFromMe) != 0;
    ByteWriter subject;
    subject.text_nul(summary.subject);
    attributes.push_back({attribute::kSubject, std::move(subject).take()});
    if (!summary.sender.empty()) {
        const mmf::NewTriple shown{mmf::triple::kUnresolved, summary.sender, {}, true};
        attributes.push_back({from_me ? attribute::kTo : attribute::kFrom, mmf::build_triples(std::span(&shown, 1))});
    }
    if (summary.date != mmf::kDefaultSummaryDate) {
        ByteWriter date;
        mmf::write_date(date, summary.date);
        attributes.push_back({from_me ? attribute::kDateSent : attribute::kDateReceived, std::move(date).take()});
    }
    attributes.push_back({attribute::kStatus, {summary.status}});
    if (summary.class_number != 0) attributes.push_back(number_attribute(attribute::kClass, summary.class_number));
    attributes.push_back(number_attribute(attribute::kPriority, summary.priority));
    return attributes;
}

bool has_attachment_mark(const std::vector<mmf::ListElement>& attributes) {
    const auto status = std::ranges::find(attributes, attribute::kStatus, &mmf::ListElement::id);
    return status != attributes.end() && !status->data.empty() && (status->data[0] & mmf::status::kAttachments) != 0;
}

}  // namespace

void RepairedMessages::left_out(const std::string& text, const std::string& item, std::optional<std::uint64_t> offset) {
    findings_->add(MessageId::repair_left_out, text, item, offset);
}

std::optional<std::vector<mmf::ListElement>> RepairedMessages::attributes(mmf::Oid oid, const std::string& item) {
    auto list = open_list(*context_->store, oid);
    if (!list) return std::nullopt;
    std::vector<mmf::ListElement> attributes;
    std::set<std::uint32_t> seen;
    for (const mmf::ListEntry& entry : list->entries()) {
        if (!seen.insert(entry.id).second) {
            findings_->add(MessageId::repair_changed, fmt::format("attribute {:08x} occurred twice", entry.id), item,
                           list->file_offset(entry));
            continue;
        }
        const auto value = list->element(entry);
        if (value)
            attributes.push_back({entry.id, ByteVector(value->begin(), value->end())});
        else
            left_out(fmt::format("attribute {:08x}: {}", entry.id, value.error().what), item, list->file_offset(entry));
    }
    if (attributes.empty() && !list->entries().empty()) return std::nullopt;
    return attributes;
}

// True: it is worth keeping.
bool RepairedMessages::put_right(mmf::ListElement& attribute, const std::string& item) {
    const mmf::AttributeType kind = mmf::attribute_type(attribute.id);
    const auto changed = [&](const char* what) {
        findings_->add(MessageId::repair_changed, fmt::format("attribute {:08x}: {}", attribute.id, what), item);
    };
    if (attribute.data.size() < mmf::minimum_size(kind)) {
        left_out(fmt::format("attribute {:08x} has {} bytes and needs {}", attribute.id, attribute.data.size(),
                             mmf::minimum_size(kind)),
                 item, std::nullopt);
        return false;
    }
    const bool text = kind == mmf::AttributeType::string || kind == mmf::AttributeType::text;
    if (text && (attribute.data.empty() || attribute.data.back() != 0)) {
        attribute.data.push_back(0);
        changed("the end of the text was missing");
    }
    if (kind == mmf::AttributeType::triples) {
        const mmf::TripleList list = mmf::read_triples(attribute.data);
        if (list.end != mmf::TripleEnd::terminated) {
            constexpr std::size_t kNullTriple = 8;
            ByteVector whole(attribute.data.begin(),
                             attribute.data.end() - static_cast<std::ptrdiff_t>(list.rest.size()));
            whole.resize(whole.size() + kNullTriple);
            attribute.data = std::move(whole);
            changed("the list of names broke off");
        }
    }
    const auto number = attribute.id == attribute::kClass ? mmf::integer_value(attribute.id, attribute.data)
                                                          : fail(Errc::not_found, "no class");
    if (number && *number != 0 && !classes_->contains(*number)) {
        attribute.data = {mmf::kNoteClass, 0};
        changed("its class is not known any more; it became a note");
    }
    return true;
}

void RepairedMessages::put_right(std::vector<mmf::ListElement>& attributes, const std::string& item) {
    std::erase_if(attributes, [&](mmf::ListElement& attribute) { return !put_right(attribute, item); });
}

std::optional<mmf::NewAttachment> RepairedMessages::attachment(const mmf::AttachmentReference& reference,
                                                               std::optional<std::uint32_t> number,
                                                               const std::string& item) {
    auto list = open_list(*context_->store, reference.object);
    if (!list) {
        left_out(fmt::format("attachment {}: {}", reference.object.hex(), list.error().what), item,
                 list.error().offset);
        return std::nullopt;
    }
    owners_.meet(*context_->store, reference.object);
    mmf::NewAttachment attachment;
    attachment.reference = reference;
    attachment.reference.rest.clear();
    attachment.number = number;
    std::set<std::uint32_t> seen;
    for (const mmf::ListEntry& entry : list->entries()) {
        if (!seen.insert(entry.id).second) continue;
        const auto lost = [&](const Error& error) {
            left_out(fmt::format("attribute {:08x} of attachment {}: {}", entry.id, reference.object.hex(), error.what),
                     item, list->file_offset(entry));
        };
        if (entry.id == attribute::kAttachmentData || entry.id == attribute::kAttachmentMetafile) {
            if (auto source = list->source(entry))
                attachment.attributes.push_back({entry.id, {}, std::move(*source)});
            else
                lost(source.error());
        } else if (const auto value = list->element(entry)) {
            mmf::ListElement element{entry.id, ByteVector(value->begin(), value->end())};
            if (put_right(element, item)) attachment.attributes.push_back({element.id, std::move(element.data), {}});
        } else {
            lost(value.error());
        }
    }
    return attachment;
}

std::vector<mmf::NewAttachment> RepairedMessages::listed_attachments(mmf::Oid oid, const std::string& item) {
    std::vector<mmf::NewAttachment> attachments;
    auto list = open_list(*context_->store, oid);
    if (!list) {
        left_out("the list of attachments: " + list.error().what, item, list.error().offset);
        return attachments;
    }
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto element = list->element(entry);
        const auto reference = element ? mmf::read_attachment_reference(*element) : fail(element.error());
        if (!reference)
            left_out("an attachment: " + reference.error().what, item, list->file_offset(entry));
        else if (auto read = attachment(*reference, entry.id, item))
            attachments.push_back(std::move(*read));
    }
    return attachments;
}

std::vector<mmf::NewAttachment> RepairedMessages::attachments(mmf::Oid message, bool expected,
                                                              const std::string& item) {
    if (message.type() == mmf::type::kAttachmentList) return listed_attachments(message, item);
    std::vector<mmf::NewAttachment> attachments;
    if (message.type() == mmf::type::kAttachment) {
        if (auto one = attachment({.object = message}, std::nullopt, item)) attachments.push_back(std::move(*one));
        return attachments;
    }
    const mmf::Node* const node = context_->store->find(message);
    if (node == nullptr) return attachments;
    const mmf::Node* const list = attachment_list_of(*context_->store, *node);
    if (list != nullptr && open_list(*context_->store, list->oid)) return listed_attachments(list->oid, item);
    if (list == nullptr && !expected) return attachments;
    for (const mmf::Oid oid : owners_.lost_by(*context_, *node))
        if (auto one = attachment({.object = oid}, std::nullopt, item)) attachments.push_back(std::move(*one));
    if (attachments.empty()) left_out("the list of attachments is lost", item, std::nullopt);
    return attachments;
}

std::optional<mmf::NewMessage> RepairedMessages::read(mmf::Oid oid, const std::optional<mmf::Summary>& summary,
                                                      const std::string& item) {
    mmf::NewMessage message;
    const bool is_message = oid.type() == mmf::type::kMessage;
    message.oid = is_message ? oid : mmf::Oid{};
    auto stored = is_message ? attributes(oid, item) : std::vector<mmf::ListElement>{};
    if (stored) {
        message.attributes = std::move(*stored);
        if (is_partial(*context_->store, oid)) {
            left_out("what is overwritten or cut off of the message", item, std::nullopt);
            if (summary) fill_gaps(message.attributes, attributes_of(*summary));
        }
    } else if (summary) {
        left_out("all of the message but the line in its folder's list", item, std::nullopt);
        message.attributes = attributes_of(*summary);
    }
    put_right(message.attributes, item);
    message.attachments = attachments(oid, has_attachment_mark(message.attributes), item);
    if (message.attributes.empty() && message.attachments.empty() && !stored) {
        left_out(fmt::format("message {}", oid.hex()), item, std::nullopt);
        return std::nullopt;
    }
    return message;
}

}  // namespace restante::sources
