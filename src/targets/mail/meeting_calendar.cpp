#include "targets/mail/meeting_calendar.h"

#include <fmt/format.h>

#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "base/content_line.h"
#include "formats/ical/component.h"
#include "formats/ical/value.h"
#include "targets/mail/meeting_identity.h"

namespace restante::targets::mail {
namespace {

using model::MessageKind;

struct Times {
    std::string stamp{}, start{}, end{};  // end "": the meeting has no length
    std::string_view missing{};
};

// The calendar's own times: UTC where the zone is known, else what the wall clock showed.
Times times_of(const model::Meeting& meeting, const CalendarContext& context) {
    if (!context.envelope.date) return {.missing = "no date says when the message was written"};
    if (!meeting.start || !meeting.end) return {.missing = "start or end of the meeting is unknown"};
    const auto utc = [&](const LocalTime& time) { return LocalTime::from_unix_utc(context.clock.zone.to_unix(time)); };
    const auto shown = [&](const LocalTime& time) { return context.clock.zone_known ? utc(time) : time; };
    const LocalTime stamp = utc(*context.envelope.date), start = shown(*meeting.start), end = shown(*meeting.end);
    if (!stamp.valid() || !start.valid() || !end.valid()) return {.missing = "a time lies outside the calendar"};
    if (end < start) return {.missing = "the meeting ends before it begins"};
    const auto written = [&](const LocalTime& time) {
        return context.clock.zone_known ? ical::utc_time(time) : ical::floating_time(time);
    };
    return {ical::utc_time(stamp), written(start), end == start ? std::string() : written(end), {}};
}

void add_person(ical::Component& event, std::string_view property, const mime::MailAddress& person,
                std::vector<ical::Parameter> parameters) {
    if (!person.name.empty()) parameters.insert(parameters.begin(), {"CN", person.name});
    event.add(property, ical::mailto(person.spec), std::move(parameters));
}

// Whoever sent the message for somebody else.
void add_sender(std::vector<ical::Parameter>& parameters, const mime::MailAddress& person,
                const std::optional<mime::MailAddress>& sender) {
    if (sender && !equals_ignoring_ascii_case(person.spec, sender->spec))
        parameters.push_back({"SENT-BY", ical::mailto(sender->spec)});
}

// Those a request or cancellation is meant for, each once.
class Attendees {
public:
    // `wanted`: what each of them is asked to do.
    Attendees(ical::Component& event, AddressFields& addresses, std::vector<ical::Parameter> wanted)
        : event_(event), addresses_(addresses), wanted_(std::move(wanted)) {}

    void add(const model::Address& person, std::string_view role) {
        const mime::MailAddress mail = addresses_.mapped(person);
        if (!seen_.insert(ascii_lower(mail.spec)).second) return;
        std::vector<ical::Parameter> parameters;
        if (person.kind == model::AddressKind::group) parameters.push_back({"CUTYPE", "GROUP"});
        parameters.push_back({"ROLE", std::string(role)});
        parameters.insert(parameters.end(), wanted_.begin(), wanted_.end());
        add_person(event_, "ATTENDEE", mail, std::move(parameters));
    }
    void add(const std::vector<model::Address>& people, std::string_view role) {
        for (const model::Address& person : people) add(person, role);
    }
    [[nodiscard]] bool none() const { return seen_.empty(); }

private:
    ical::Component& event_;
    AddressFields& addresses_;
    std::vector<ical::Parameter> wanted_;
    std::unordered_set<std::string> seen_{};
};

std::string_view method_of(MessageKind kind) {
    if (kind == MessageKind::meeting_request) return "REQUEST";
    return kind == MessageKind::meeting_cancelled ? "CANCEL" : "REPLY";
}

std::string_view participation_of(MessageKind kind) {
    if (kind == MessageKind::meeting_accepted) return "ACCEPTED";
    return kind == MessageKind::meeting_declined ? "DECLINED" : "TENTATIVE";
}

std::vector<ical::Parameter> asked_of_attendees(const model::Meeting& meeting, MessageKind kind) {
    if (kind != MessageKind::meeting_request) return {};
    std::vector<ical::Parameter> asked{{"PARTSTAT", "NEEDS-ACTION"}};
    if (meeting.response_requested) asked.push_back({"RSVP", "TRUE"});
    return asked;
}

// A schedule name may lack its address: then whoever is called the same in the message lends his.
mime::MailAddress mapped(const model::Address& person, const model::Message& message, AddressFields& addresses) {
    if (!person.address.empty()) return addresses.mapped(person);
    for (const auto* const people : {&message.from, &message.to, &message.cc})
        for (const model::Address& other : *people)
            if (!other.address.empty() && fold_case(other.name) == fold_case(person.name))
                return addresses.mapped(other);
    return addresses.mapped(person);
}

// Returns what is missing; "" when everything is there.
std::string_view add_people(ical::Component& event, const model::Message& message, const model::Meeting& meeting,
                            MessageKind kind, const CalendarContext& context, AddressFields& addresses) {
    const bool response = model::is_response(kind), own_copy = context.envelope.own_copy;
    const std::optional<model::Address> known_owner = model::owner_of(context.mailbox);
    const model::Address* const owner = known_owner ? &*known_owner : nullptr;
    const model::Address* sender = message.from.empty() ? nullptr : &message.from.front();
    const model::Address* organizer = organizer_of(message, kind);
    // The owner of the mailbox wrote his own copies; an answer he received was meant for him.
    if (sender == nullptr && own_copy) sender = owner;
    if (organizer == nullptr && own_copy != response) organizer = owner;
    if (organizer == nullptr) return "nobody is named whose meeting it is";
    const model::Address* const answering = meeting.answered_for ? &*meeting.answered_for : sender;
    if (response && answering == nullptr) return "nobody is named whose answer it is";

    const mime::MailAddress host = mapped(*organizer, message, addresses);
    const auto writer = sender == nullptr ? std::nullopt : std::optional(addresses.mapped(*sender));
    std::vector<ical::Parameter> parameters;
    if (!response) add_sender(parameters, host, writer);
    add_person(event, "ORGANIZER", host, std::move(parameters));
    if (response) {
        const mime::MailAddress attendee = mapped(*answering, message, addresses);
        parameters = {{"PARTSTAT", std::string(participation_of(kind))}};
        add_sender(parameters, attendee, writer);
        add_person(event, "ATTENDEE", attendee, std::move(parameters));
        return {};
    }
    Attendees attendees(event, addresses, asked_of_attendees(meeting, kind));
    attendees.add(message.to, "REQ-PARTICIPANT");
    attendees.add(message.cc, "OPT-PARTICIPANT");
    if (attendees.none() && own_copy) attendees.add(message.bcc, "REQ-PARTICIPANT");
    if (attendees.none() && !own_copy && owner != nullptr) attendees.add(*owner, "REQ-PARTICIPANT");
    return attendees.none() && kind == MessageKind::meeting_request ? "nobody is named who is asked" : "";
}

}  // namespace

CalendarPart calendar_of(const model::Message& message, MessageKind kind, const CalendarContext& context,
                         AddressFields& addresses) {
    if (!message.meeting) return {.missing = "nothing is left of what it said about the meeting"};
    const model::Meeting& meeting = *message.meeting;
    Times times = times_of(meeting, context);
    if (!times.missing.empty()) return {.missing = times.missing};
    const bool cancelled = kind == MessageKind::meeting_cancelled;
    ical::Component event{.name = "VEVENT"};
    event.add("UID", meeting_uid(message, kind));
    event.add("DTSTAMP", std::move(times.stamp));
    event.add("DTSTART", std::move(times.start));
    if (!times.end.empty()) event.add("DTEND", std::move(times.end));
    event.add("SEQUENCE", cancelled ? "1" : "0");  // RFC 5546: a cancellation must outrank its request
    if (cancelled) event.add("STATUS", "CANCELLED");
    event.add("SUMMARY", content_text(message.subject.value_or("")));
    const std::string_view missing = add_people(event, message, meeting, kind, context, addresses);
    if (!missing.empty()) return {.missing = missing};
    if (message.body && !message.body->empty())
        event.add(model::is_response(kind) ? "COMMENT" : "DESCRIPTION", content_text(*message.body));
    if (meeting.appointment)
        event.add("X-MICROSOFT-CDO-OWNERAPPTID", fmt::format("{}", static_cast<std::int32_t>(*meeting.appointment)));

    CalendarPart part{.method = method_of(kind)};
    ical::Component calendar = ical::calendar(part.method);
    calendar.components.push_back(std::move(event));
    ical::append_component(calendar, part.text);
    return part;
}

}  // namespace restante::targets::mail
