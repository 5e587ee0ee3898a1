#include "targets/pst/message_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/byte_writer.h"
#include "formats/tnef/compressed_text.h"
#include "model/class_attributes.h"
#include "targets/mail/envelope.h"
#include "targets/mail/message_ids.h"
#include "targets/pst/attachment_mapping.h"
#include "targets/pst/class_attributes.h"
#include "targets/pst/conversation.h"
#include "targets/pst/fixed_font_text.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/message_class.h"
#include "targets/pst/non_delivery.h"
#include "targets/pst/outlook_text.h"
#include "targets/pst/person.h"

namespace restante::targets {
namespace {

using Addresses = std::vector<model::Address>;
using model::MessageKind;
constexpr std::int32_t kFlagUnmodified = 0x02;
constexpr std::int32_t kFlagSubmitted = 0x04;
constexpr std::int32_t kFlagUnsent = 0x08;

std::int32_t flags_of(const model::Message& message, bool draft) {
    if (!message.status) return draft ? kFlagUnsent : 0;  // unknown counts as unread
    const model::MessageStatus& status = *message.status;
    return (status.read ? pst::kFlagRead : 0) | (status.changed ? 0 : kFlagUnmodified) |
           (status.submitted ? kFlagSubmitted : 0) | (draft ? kFlagUnsent : 0);
}

// Bits as the source stores them: what PidTagMessageFlags does not say.
void put_status(ItemProperties& properties, const model::Message& message, bool draft) {
    if (!message.status) return;
    const model::MessageStatus& status = *message.status;
    if (!status.from_me && status.unsent == draft) return;
    properties.named(
        attribute_name(attributes::kStatus),
        std::int32_t{(status.changed ? 0x01 : 0) | (status.unsent ? 0x02 : 0) | (status.submitted ? 0x04 : 0) |
                     (status.read ? 0x20 : 0) | (status.from_me ? 0x40 : 0)});
}

void put_dates(ItemProperties& properties, const model::Message& message) {
    if (message.sent) properties.date(tags::kClientSubmitTime, *message.sent, attribute_name(attributes::kSent));
    if (message.received)
        properties.date(tags::kMessageDeliveryTime, *message.received, attribute_name(attributes::kReceived));
    else if (message.sent && ItemProperties::is_usual(properties.time_of(*message.sent)))
        properties.date(tags::kMessageDeliveryTime, *message.sent, {});

    std::optional<pst::FileTime> first, last;
    for (const auto* date : {&message.sent, &message.received, &message.modified}) {
        if (!*date) continue;
        const pst::FileTime time = properties.time_of(**date);
        if (!ItemProperties::is_usual(time)) continue;
        if (!first) first = time;
        last = time;
    }
    // Sent or, for want of that, received.
    if (first) properties.time(tags::kCreationTime, *first);
    if (message.modified)
        properties.date(tags::kLastModificationTime, *message.modified, attribute_name(attributes::kModified));
    for (const model::InvalidDate& date : message.invalid_dates)
        properties.named(attribute_name(date.attribute), date.stored);
    if (last && !properties.has(tags::kLastModificationTime)) properties.time(tags::kLastModificationTime, *last);
}

void put_priority(ItemProperties& properties, model::Priority priority) {
    const bool high = priority == model::Priority::high, low = priority == model::Priority::low;
    properties.number(tags::kPriority, high ? 1 : low ? -1 : 0);
    properties.number(tags::kImportance, high ? 2 : low ? 0 : 1);
}

void put_key(ItemProperties& properties, std::uint16_t tag, std::uint32_t attribute,
             const std::optional<std::string>& digits) {
    if (!digits) return;
    if (auto key = key_of_digits(*digits)) properties.bytes(tag, *std::move(key));
    if (!key_is_exact(*digits)) properties.named(attribute_name(attribute), *digits);
}

void put_identity(ItemProperties& properties, const model::Message& message, const model::Folder& folder,
                  const std::string& item_id) {
    put_key(properties, tags::kSearchKey, attributes::kMessageId, message.message_id);
    if (!properties.has(tags::kSearchKey)) properties.bytes(tags::kSearchKey, key_of_item(item_id));
    put_key(properties, tags::kParentKey, attributes::kParentId, message.parent_id);
    put_key(properties, tags::kConversationKey, attributes::kConversationId, message.conversation_id);

    const std::string own_id = mail::message_id_of(message);
    properties.text(tags::kInternetMessageId, own_id);
    if (const auto parent = mail::from_stored_id(message.parent_id); parent && *parent != own_id)
        properties.text(tags::kInReplyTo, *parent);
    std::string references;
    for (const std::string& id : mail::references_of(message, own_id))
        references += (references.empty() ? "" : " ") + id;
    if (!references.empty()) properties.text(tags::kInternetReferences, references);

    properties.text(tags::kConversationTopic, conversation_topic(message.subject.value_or("")));
    const auto date = message.sent ? message.sent : message.received;
    if (const auto key = key_of_digits(message.conversation_id.value_or("")); key && date)
        properties.bytes(tags::kConversationIndex, conversation_index(properties.time_of(*date), *key));

    if (!folder.path.empty()) {  // else it is inside another message and no item of its own
        properties.named(tags::kItemIdName, item_id);
        properties.named(tags::kStoreIdName, message.id);
        properties.named(tags::kFolderName, model::display_path(folder));
    }
    if (message.recovered) properties.named(tags::kRecoveredName, true);
    if (message.recovered.uncertain())
        properties.named(tags::kConfidenceName, std::string(model::name_of(message.recovered.confidence)));
    if (message.incomplete) properties.named(tags::kIncompleteName, true);
}

void keep_people(ItemProperties& properties, std::uint32_t attribute, const Addresses& people, bool complete) {
    if (people.empty() || (complete && kept_exactly(people))) return;
    put_named_attribute(properties, attribute_name(attribute), {attribute, model::AttributeType::triples, people});
}

void put_people(ItemProperties& properties, const model::Message& message, MessageKind kind) {
    if (!message.from.empty()) {
        const Person sender = person_of(message.from.front());
        put_person(properties, tags::kSender, sender);
        if (!properties.has(tags::kSentRepresenting.name)) put_person(properties, tags::kSentRepresenting, sender);
    }
    // The recipients of a non-delivery report are those of the original.
    const bool shown = kind != MessageKind::non_delivery;
    keep_people(properties, attributes::kFrom, message.from, message.from.size() == 1);
    keep_people(properties, attributes::kTo, message.to, shown);
    keep_people(properties, attributes::kCc, message.cc, shown);
    keep_people(properties, attributes::kBcc, message.bcc, shown);
}

// A list of one-off entry ids, each in front of its padding ([MS-OXCDATA] 2.3.3), and their names.
void put_reply_to(ItemProperties& properties, const Addresses& people) {
    ByteWriter entries;
    std::string names;
    std::uint32_t count = 0;
    for (const model::Address& address : people) {
        const Person person = person_of(address);
        if (!person.resolved()) continue;  // answers cannot go there
        const ByteVector id =
            properties.context().writer.one_off_entry_id(person.name, person.type, person.address, person.type == "MS");
        entries.le(static_cast<std::uint32_t>(id.size()));
        entries.bytes(id);
        entries.align(4);
        names += (count++ == 0 ? "" : "; ") + person.name;
    }
    if (count != 0) {
        ByteWriter list;
        list.le(count);
        list.le(static_cast<std::uint32_t>(entries.size()));
        list.bytes(entries.view());
        properties.bytes(tags::kReplyRecipientEntries, std::move(list).take());
        properties.text(tags::kReplyRecipientNames, names);
    }
    if (people.size() != count || !kept_exactly(people)) properties.named(tags::kReplyToName, original_lines(people));
}

// The stored text, or what stands in for it; nothing when there is none.
std::optional<OutlookText> body_of(const model::Message& message, MessageKind kind) {
    const auto* explanation = model::find_value<std::string>(message, model::class_attribute::kExplanation);
    const bool empty = !message.body || message.body->empty();
    if (empty && kind == MessageKind::non_delivery && explanation != nullptr) return OutlookText(*explanation);
    if (!message.body) return std::nullopt;
    return OutlookText(*message.body);
}

void put_body(ItemProperties& properties, const model::Message& message, const std::optional<OutlookText>& body) {
    if (body) properties.text(tags::kBody, body->text());
    if (body && body->nuls() != 0)
        properties.losses().add(MessageId::pst_target_nul_shown, fmt::format("{} shown", body->nuls()));
    if (!message.letterhead.empty()) properties.named(tags::kLetterheadName, message.letterhead);
    if (!message.fixed_font) return;
    properties.named(attribute_name(attributes::kFixedFont), std::int32_t{1});
    if (!body) return;
    // Outlook shows plain text in one font for all messages. Formatted text keeps its own.
    std::vector<std::uint32_t> places;
    for (const model::Attachment& attachment : message.attachments)
        if (attachment.position) places.push_back(body->place_of(*attachment.position));
    const std::string rtf = fixed_font_rtf(body->text(), std::move(places));
    properties.bytes(tags::kCompressedRtf, tnef::pack_text(as_bytes(rtf)));
    properties.flag(tags::kRtfInSync, true);
}

// Places of attachments are those of the stored text.
void place_attachments(std::vector<pst::Attachment>& mapped, const std::vector<model::Attachment>& attachments,
                       const OutlookText& body) {
    for (std::size_t i = 0; i < attachments.size(); ++i)
        if (attachments[i].position)
            mapped[i].rendering_position = static_cast<std::int32_t>(body.place_of(*attachments[i].position));
}

void count_names(ItemProperties& properties, const std::vector<pst::Recipient>& recipients) {
    if (properties.context().code_page == nullptr) return;
    std::string all;
    for (const pst::Recipient& recipient : recipients) {
        if (!all.empty()) all += '\n';
        all += recipient.name + '\t' + recipient.address_type + '\t' + recipient.address;
    }
    properties.text_elsewhere("recipients", all);
}

}  // namespace

void append_recipients(std::vector<pst::Recipient>& into, const Addresses& addresses, pst::RecipientKind kind,
                       ItemLosses& losses) {
    for (const model::Address& address : addresses) {
        Person person = person_of(address);
        if (person.nobody()) continue;  // kept with the original lines
        if (!person.resolved()) ++losses.unresolved;
        const bool rich = person.type == "MS";
        into.push_back({kind, std::move(person.name), std::move(person.type), std::move(person.address), rich});
    }
}

pst::Message map_message(const MappingContext& context, const model::Message& message, const model::Folder& folder,
                         const std::string& item_id, ItemLosses& losses) {
    ItemProperties properties(context, losses);
    const std::string_view stored_class =
        message.class_name ? std::string_view(*message.class_name) : std::string_view();
    const MessageKind kind = model::kind_of(stored_class);
    const bool draft = mail::envelope_of(message, folder).draft;

    pst::Message mapped;
    mapped.message_class = mapi_class(stored_class, kind);
    mapped.subject = message.subject.value_or("");
    mapped.flags = flags_of(message, draft);
    properties.text_elsewhere("0037", mapped.subject);
    if (message.class_name && *message.class_name != mapped.message_class)
        properties.named(tags::kClassName, *message.class_name);
    put_status(properties, message, draft);
    put_attributes(properties, message, kind);
    put_people(properties, message, kind);
    if (!message.reply_to.empty()) put_reply_to(properties, message.reply_to);
    put_dates(properties, message);
    if (message.priority) put_priority(properties, *message.priority);
    put_identity(properties, message, folder, item_id);
    const std::optional<OutlookText> body = body_of(message, kind);
    put_body(properties, message, body);
    if (context.code_page != nullptr) {
        properties.number(tags::kInternetCodePage, context.code_page->number());
        properties.number(tags::kMessageCodePage, context.code_page->number());
    }

    if (kind == MessageKind::non_delivery) {
        const auto* failed = model::find_value<Addresses>(message, model::class_attribute::kOriginalTo);
        if (failed != nullptr) append_recipients(mapped.recipients, *failed, pst::RecipientKind::to, losses);
        mapped.attachments.push_back(map_original(context, message, item_id, losses));
    } else {
        append_recipients(mapped.recipients, message.to, pst::RecipientKind::to, losses);
        append_recipients(mapped.recipients, message.cc, pst::RecipientKind::cc, losses);
        append_recipients(mapped.recipients, message.bcc, pst::RecipientKind::bcc, losses);
        mapped.attachments = map_attachments(context, message.attachments, item_id, losses);
        if (body) place_attachments(mapped.attachments, message.attachments, *body);
    }
    count_names(properties, mapped.recipients);
    mapped.properties = properties.take();
    return mapped;
}

}  // namespace restante::targets
