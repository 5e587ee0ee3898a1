#include "targets/pst/class_attributes.h"

#include <algorithm>
#include <optional>

#include "targets/pst/mapi_tags.h"
#include "targets/pst/outlook_text.h"
#include "targets/pst/person.h"
#include "targets/pst/schedule_name.h"

namespace restante::targets {
namespace {

using Addresses = std::vector<model::Address>;

enum class Form : std::uint8_t { date, text, number, flag, class_number, names };

struct Row {
    std::optional<ClassKind> kind;  // nothing: for every class without a row of its own
    std::uint32_t attribute;
    Form form;
    std::uint16_t tag;
};

constexpr Row kRows[] = {
    {ClassKind::read_receipt, attributes::kOriginalTo, Form::names, tags::kOriginalDisplayTo},
    {ClassKind::read_receipt, attributes::kOriginalSent, Form::date, tags::kOriginalSubmitTime},
    {ClassKind::read_receipt, attributes::kOriginalSubject, Form::text, tags::kOriginalSubject},
    {ClassKind::read_receipt, attributes::kMeetingEnd, Form::date, tags::kReportTime},
    {ClassKind::non_delivery, attributes::kOriginalSent, Form::date, tags::kOriginalSubmitTime},
    {ClassKind::non_delivery, attributes::kOriginalSubject, Form::text, tags::kOriginalSubject},
    {ClassKind::non_delivery, attributes::kExplanation, Form::text, tags::kReportText},
    {std::nullopt, attributes::kMeetingStart, Form::date, tags::kStartDate},
    {std::nullopt, attributes::kMeetingEnd, Form::date, tags::kEndDate},
    {std::nullopt, attributes::kOriginalClass, Form::class_number, tags::kOriginalMessageClass},
    {std::nullopt, attributes::kResponseRequested, Form::flag, tags::kResponseRequested},
    {std::nullopt, attributes::kAppointmentId, Form::number, tags::kOwnerAppointmentId},
};

const Row* row_of(std::uint32_t attribute, ClassKind kind) {
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
            if (number != nullptr) properties.text(row.tag, map_class_number(*number).name);
            return false;
        case Form::names:
            if (const auto* people = std::get_if<Addresses>(&attribute.value))
                properties.text(row.tag, joined_names(*people));
            return false;
    }
    return false;
}

void put_schedule_name(ItemProperties& properties, const model::Message& message, std::uint32_t attribute,
                       const tags::PersonTags& tags) {
    const auto* blob = find_value<ByteSourcePointer>(message, attribute);
    if (blob == nullptr || !*blob) return;
    const auto bytes = read_all(**blob, kMaxScheduleName);
    if (!bytes) return;  // kept whole as a named property
    if (const auto person = read_schedule_name(*bytes)) put_person(properties, tags, *person);
}

void put_class_people(ItemProperties& properties, const model::Message& message, ClassKind kind) {
    switch (kind) {
        case ClassKind::meeting_response:
            put_schedule_name(properties, message, attributes::kFirstName, tags::kReceivedRepresenting);
            put_schedule_name(properties, message, attributes::kSecondName, tags::kSentRepresenting);
            break;
        case ClassKind::meeting:
            put_schedule_name(properties, message, attributes::kFirstName, tags::kSentRepresenting);
            break;
        case ClassKind::non_delivery: {
            const auto* senders = find_value<Addresses>(message, attributes::kOriginalFrom);
            if (senders != nullptr && !senders->empty())
                put_person(properties, tags::kOriginalSender, person_of(senders->front()));
            if (!message.to.empty()) put_person(properties, tags::kReceivedRepresenting, person_of(message.to.front()));
            break;
        }
        case ClassKind::plain:
        case ClassKind::read_receipt:
            break;
    }
}

// The dates where Outlook looks for them; a reminder is never set: these meetings are long over.
void put_meeting(ItemProperties& properties, const model::Message& message) {
    const auto put = [&](std::uint32_t attribute, std::uint32_t own, std::uint32_t common) {
        const auto* date = find_value<LocalTime>(message, attribute);
        if (date == nullptr) return;
        properties.named(pst::kAppointmentSet, own, properties.time_of(*date));
        properties.named(pst::kCommonSet, common, properties.time_of(*date));
    };
    put(attributes::kMeetingStart, tags::kAppointmentStart, tags::kCommonStart);
    put(attributes::kMeetingEnd, tags::kAppointmentEnd, tags::kCommonEnd);
    properties.named(pst::kCommonSet, tags::kReminderSet, false);
}

}  // namespace

const model::Attribute* find_attribute(const model::Message& message, std::uint32_t id) {
    const auto found = std::find_if(message.attributes.begin(), message.attributes.end(),
                                    [id](const model::Attribute& attribute) { return attribute.id == id; });
    return found == message.attributes.end() ? nullptr : &*found;
}

void put_named_attribute(ItemProperties& properties, const std::string& name, const model::Attribute& attribute) {
    struct Visitor {
        ItemProperties& properties;
        const std::string& name;

        void operator()(std::monostate) const {}  // invalid in the source, which said so
        void operator()(const std::string& text) const {
            properties.named(name, text);
            properties.text_elsewhere(name, text);
        }
        void operator()(std::uint32_t number) const { properties.named(name, static_cast<std::int32_t>(number)); }
        void operator()(const LocalTime& date) const { properties.named(name, properties.time_of(date)); }
        void operator()(const Addresses& people) const {
            const std::vector<std::string> lines = original_lines(people);
            for (const std::string& line : lines) properties.text_elsewhere(name, line);
            properties.named(name, lines);
        }
        void operator()(const ByteSourcePointer& bytes) const { properties.named(name, bytes); }
    };
    std::visit(Visitor{properties, name}, attribute.value);
}

void put_attributes(ItemProperties& properties, const model::Message& message, ClassKind kind) {
    put_class_people(properties, message, kind);
    if (kind == ClassKind::meeting || kind == ClassKind::meeting_response) put_meeting(properties, message);
    for (const model::Attribute& attribute : message.attributes) {
        const Row* row = row_of(attribute.id, kind);
        if (row == nullptr || !put_row(properties, *row, attribute))
            put_named_attribute(properties, attribute_name(attribute.id), attribute);
    }
}

}  // namespace restante::targets
