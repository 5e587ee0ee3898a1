#include "service/looked_report.h"

#include "model/class_attributes.h"
#include "model/message_class.h"

namespace restante::service {
namespace {

namespace ids = model::class_attribute;
using People = std::vector<model::Address>;

template <class T>
std::optional<T> value_of(const model::Message& message, std::uint32_t id) {
    const T* const value = model::find_value<T>(message, id);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

std::string_view kind_name(model::MessageKind kind) {
    switch (kind) {
        case model::MessageKind::plain:
            return "";
        case model::MessageKind::read_receipt:
            return "read-receipt";
        case model::MessageKind::non_delivery:
            return "non-delivery";
        case model::MessageKind::meeting_request:
            return "meeting-request";
        case model::MessageKind::meeting_accepted:
            return "meeting-accepted";
        case model::MessageKind::meeting_declined:
            return "meeting-declined";
        case model::MessageKind::meeting_tentative:
            return "meeting-tentative";
        case model::MessageKind::meeting_cancelled:
            return "meeting-cancelled";
    }
    return "";
}

LookedReport meeting_report(const model::Message& message) {
    LookedReport report;
    if (!message.meeting) return report;
    report.start = message.meeting->start;
    report.end = message.meeting->end;
    report.response_requested = message.meeting->response_requested;
    if (message.meeting->owner) report.original_from.push_back(*message.meeting->owner);
    if (message.meeting->answered_for) report.people.push_back(*message.meeting->answered_for);
    return report;
}

LookedReport delivery_report(const model::Message& message, model::MessageKind kind) {
    const bool receipt = kind == model::MessageKind::read_receipt;
    LookedReport report;
    report.original_from = value_of<People>(message, ids::kOriginalFrom).value_or(People());
    report.original_subject = value_of<std::string>(message, ids::kOriginalSubject);
    report.original_sent = value_of<LocalTime>(message, ids::kOriginalSent);
    if (receipt) {
        report.read_at = value_of<LocalTime>(message, ids::kReadAt);
        report.people = message.from.empty() ? value_of<People>(message, ids::kReader).value_or(People())
                                             : People{message.from.front()};
    } else {
        report.explanation = value_of<std::string>(message, ids::kExplanation);
        report.people = value_of<People>(message, ids::kOriginalTo).value_or(People());
    }
    return report;
}

}  // namespace

std::optional<LookedReport> looked_report(const model::Message& message) {
    const model::MessageKind kind = model::kind_of(message.class_name.value_or(""));
    if (kind == model::MessageKind::plain) return std::nullopt;
    LookedReport report = model::is_meeting(kind) ? meeting_report(message) : delivery_report(message, kind);
    report.kind = kind_name(kind);
    return report;
}

}  // namespace restante::service
