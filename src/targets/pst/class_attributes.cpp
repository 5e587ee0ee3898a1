#include "targets/pst/class_attributes.h"

#include <algorithm>
#include <optional>

#include "model/class_attributes.h"
#include "targets/mail/message_ids.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/meeting_properties.h"
#include "targets/pst/message_class.h"
#include "targets/pst/outlook_text.h"
#include "targets/pst/person.h"

namespace restante::targets {
namespace {

namespace ids = model::class_attribute;
using Addresses = std::vector<model::Address>;
using model::MessageKind;

enum class Form : std::uint8_t { date, text, number, flag, class_number, names };

struct Row {
    std::optional<MessageKind> kind;  // nothing: for every class without a row of its own
    std::uint32_t attribute;
    Form form;
    std::uint16_t tag;
};

constexpr Row kRows[] = {
    {MessageKind::read_receipt, ids::kOriginalTo, Form::names, tags::kOriginalDisplayTo},
    {MessageKind::read_receipt, ids::kOriginalSent, Form::date, tags::kOriginalSubmitTime},
    {MessageKind::read_receipt, ids::kOriginalSubject, Form::text, tags::kOriginalSubject},
    {MessageKind::read_receipt, ids::kReadAt, Form::date, tags::kReportTime},
    {MessageKind::non_delivery, ids::kOriginalTo, Form::names, tags::kOriginalDisplayTo},
    {MessageKind::non_delivery, ids::kOriginalSent, Form::date, tags::kOriginalSubmitTime},
    {MessageKind::non_delivery, ids::kOriginalSubject, Form::text, tags::kOriginalSubject},
    {MessageKind::non_delivery, ids::kExplanation, Form::text, tags::kReportText},
    {std::nullopt, ids::kMeetingStart, Form::date, tags::kStartDate},
    {std::nullopt, ids::kMeetingEnd, Form::date, tags::kEndDate},
    {std::nullopt, ids::kOriginalClass, Form::class_number, tags::kOriginalMessageClass},
    {std::nullopt, ids::kResponseRequested, Form::flag, tags::kResponseRequested},
    {std::nullopt, ids::kAppointmentId, Form::number, tags::kOwnerAppointmentId},
};

const Row* row_of(std::uint32_t attribute, MessageKind kind) {
    const Row* general = nullptr;
    for (const Row& row : kRows) {
        if (row.attribute != attribute) continue;
        if (row.kind == kind) return &row;
        if (!row.kind) general = &row;
    }
    return general;
}

// True when the property says everything the attribute says.
bool put_row(ItemProperties& properties, const Row& row, const model::Attribute& attribute) {
    const auto* number = std::get_if<std::uint32_t>(&attribute.value);
    switch (row.form) {
        case Form::date:
            if (const auto* date = std::get_if<LocalTime>(&attribute.value)) {
                properties.date(row.tag, *date, attribute_name(row.attribute));
                return true;
            }
            return false;
        case Form::text:
            if (const auto* text = std::get_if<std::string>(&attribute.value)) {
                const bool lines = attribute.type == model::AttributeType::text;
                const std::string shown = lines ? OutlookText(*text).text() : *text;
                properties.text(row.tag, shown);
                return shown == *text;
            }
            return false;
        case Form::number:
            if (number != nullptr) properties.number(row.tag, static_cast<std::int32_t>(*number));
            return number != nullptr;
        case Form::flag:
            if (number != nullptr) properties.flag(row.tag, *number != 0);
            return number != nullptr && *number <= 1;
        case Form::class_number:
            if (number != nullptr) properties.text(row.tag, mapi_class({}, model::kind_of_number(*number)));
            return false;
        case Form::names:
            if (const auto* people = std::get_if<Addresses>(&attribute.value))
                properties.text(row.tag, joined_names(*people));
            return false;
    }
    return false;
}

void put_meeting_people(ItemProperties& properties, const model::Meeting& meeting, MessageKind kind) {
    const bool response = model::is_response(kind);
    if (meeting.owner)
        put_person(properties, response ? tags::kReceivedRepresenting : tags::kSentRepresenting,
                   person_of(*meeting.owner));
    if (meeting.answered_for) put_person(properties, tags::kSentRepresenting, person_of(*meeting.answered_for));
}

// Reports tell programs what they are about by the id of the original.
void put_original_id(ItemProperties& properties, const model::Message& message) {
    if (const auto original = mail::from_stored_id(message.parent_id))
        properties.text(tags::kOriginalMessageId, *original);
}

void put_receipt(ItemProperties& properties, const model::Message& message) {
    put_original_id(properties, message);
    properties.text(tags::kReportDisposition, "displayed");
    properties.text(tags::kReportDispositionMode, "manual-action/MDN-sent-automatically");
    if (!message.sent) return;
    const pst::FileTime sent = properties.time_of(*message.sent);
    if (ItemProperties::is_usual(sent)) properties.time(tags::kReceiptTime, sent);
}

void put_non_delivery(ItemProperties& properties, const model::Message& message) {
    put_original_id(properties, message);
    const auto* senders = model::find_value<Addresses>(message, ids::kOriginalFrom);
    if (senders != nullptr && !senders->empty())
        put_person(properties, tags::kOriginalSender, person_of(senders->front()));
    if (!message.to.empty()) put_person(properties, tags::kReceivedRepresenting, person_of(message.to.front()));
    if (!message.sent) return;
    const pst::FileTime sent = properties.time_of(*message.sent);
    if (ItemProperties::is_usual(sent)) properties.time(tags::kReportTime, sent);
}

// What only this kind of message has, beside its attributes.
void put_kind(ItemProperties& properties, const model::Message& message, MessageKind kind) {
    if (model::is_meeting(kind)) {
        if (message.meeting) put_meeting_people(properties, *message.meeting, kind);
        put_meeting(properties, message, kind);
    } else if (kind == MessageKind::read_receipt) {
        put_receipt(properties, message);
    } else if (kind == MessageKind::non_delivery) {
        put_non_delivery(properties, message);
    }
}

// A date that does not exist stands there with the numbers it has.
bool shown_as_stored(const model::Message& message, const model::Attribute& attribute) {
    return std::holds_alternative<std::monostate>(attribute.value) &&
           std::ranges::find(message.invalid_dates, attribute.id, &model::InvalidDate::attribute) !=
               message.invalid_dates.end();
}

}  // namespace

void put_named_attribute(ItemProperties& properties, const std::string& name, const model::Attribute& attribute) {
    struct Visitor {
        ItemProperties& properties;
        const std::string& name;

        void operator()(std::monostate) const { properties.named(name, std::string("invalid")); }
        void operator()(const std::string& text) const { properties.named(name, text); }
        void operator()(std::uint32_t number) const { properties.named(name, static_cast<std::int32_t>(number)); }
        void operator()(const LocalTime& date) const { properties.named(name, properties.time_of(date)); }
        void operator()(const Addresses& people) const { properties.named(name, original_lines(people)); }
        void operator()(const ByteSourcePointer& bytes) const { properties.named(name, bytes); }
    };
    std::visit(Visitor{properties, name}, attribute.value);
}

void put_attributes(ItemProperties& properties, const model::Message& message, MessageKind kind) {
    put_kind(properties, message, kind);
    for (const model::Attribute& attribute : message.attributes) {
        if (shown_as_stored(message, attribute)) continue;
        const Row* row = row_of(attribute.id, kind);
        if (row == nullptr || !put_row(properties, *row, attribute))
            put_named_attribute(properties, attribute_name(attribute.id), attribute);
    }
}

}  // namespace restante::targets
