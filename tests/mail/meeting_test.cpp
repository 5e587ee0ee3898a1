// Meeting requests, answers and cancellations: the calendar parts as libical understands them.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "composed_mail.h"
#include "ical_judge.h"

namespace restante::testing {
namespace {

using model::AddressKind;

const model::Folder kInbox = example_folder();
constexpr const char* kRequest = "IPM.Microsoft Schedule.MtgReq";
constexpr const char* kAccepted = "IPM.Microsoft Schedule.MtgRespP";
constexpr const char* kCancelled = "IPM.Microsoft Schedule.MtgCncl";

// "" when the message has no calendar part.
std::string calendar_text(const Composed& composed) {
    for (const ParsedPart& part : composed.parsed.attachments)
        if (part.type == "text/calendar") return part.content;
    return {};
}

JudgedCalendar calendar_of(const model::Message& message, const model::Folder& folder = kInbox,
                           const targets::TargetOptions& options = {}) {
    const Composed composed = compose(message, folder, options);
    EXPECT_EQ(composed.count(MessageId::mail_meeting_plain), 0U);
    EXPECT_NE(composed.raw.find("Content-Type: multipart/alternative;"), std::string::npos);
    JudgedCalendar judged = judge_calendar(calendar_text(composed));
    EXPECT_TRUE(judged.complaints.empty()) << judged.complaints.front();
    EXPECT_EQ(judged.components, (std::vector<std::string>{"VCALENDAR", "VEVENT"}));
    EXPECT_NE(composed.raw.find("text/calendar; charset=utf-8; method=" + judged.method + "\r\n"), std::string::npos);
    return judged;
}

TEST(Meetings, B27RequestsKeepTheirClassAndGetACalendarPart) {
    const Composed composed = compose(meeting_message(kRequest));
    EXPECT_EQ(composed.parsed.header("X-Restante-Class"), kRequest);
    EXPECT_EQ(composed.parsed.structure, "multipart/alternative(text/plain, text/calendar)");
    EXPECT_EQ(composed.parsed.text, "Body text\r\n");
    EXPECT_EQ(calendar_text(composed),
              "BEGIN:VCALENDAR\r\n"
              "VERSION:2.0\r\n"
              "PRODID:-//restante//Microsoft Mail//EN\r\n"
              "METHOD:REQUEST\r\n"
              "BEGIN:VEVENT\r\n"
              "UID:1dbe3dfa7f567948a8946ee3e5af1637f53ed72d@restante.invalid\r\n"
              "DTSTAMP:19950830T101112Z\r\n"
              "DTSTART:19950910T090000\r\n"
              "DTEND:19950910T103000\r\n"
              "SEQUENCE:0\r\n"
              "SUMMARY:Budget\\, 1996\r\n"
              "ORGANIZER;CN=\"Owner Name\";SENT-BY=\"mailto:jroe@hq.acme.invalid\":mailto:owne\r\n"
              " r@hq.acme.invalid\r\n"
              "ATTENDEE;CN=\"John Doe\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE\r\n"
              " :mailto:jdoe@hq.acme.invalid\r\n"
              "DESCRIPTION:Body text\\n\r\n"
              "X-MICROSOFT-CDO-OWNERAPPTID:4711\r\n"
              "END:VEVENT\r\n"
              "END:VCALENDAR\r\n");
}

struct ClassCase {
    const char *name, *method, *participation;
};

TEST(Meetings, EveryClassHasItsMethodAndAllHaveOneUid) {
    const ClassCase cases[] = {{kRequest, "REQUEST", "NEEDS-ACTION"},
                               {kAccepted, "REPLY", "ACCEPTED"},
                               {"ipm.microsoft schedule.mtgrespn", "REPLY", "DECLINED"},
                               {"IPM.Microsoft Schedule.MtgRespA", "REPLY", "TENTATIVE"},
                               {kCancelled, "CANCEL", ""}};
    std::set<std::string> uids;
    for (const ClassCase& one : cases) {
        SCOPED_TRACE(one.name);
        const JudgedCalendar calendar = calendar_of(meeting_message(one.name));
        EXPECT_EQ(calendar.method, one.method);
        uids.insert(calendar.one("UID"));
        const std::string attendee = calendar.one("ATTENDEE");
        if (*one.participation == '\0')
            EXPECT_EQ(attendee.find("PARTSTAT"), std::string::npos);
        else
            EXPECT_NE(attendee.find(std::string("PARTSTAT=") + one.participation), std::string::npos) << attendee;
        const bool reply = std::string_view(one.method) == "REPLY";
        EXPECT_EQ(calendar.one("COMMENT"), reply ? "Body text\n" : "");
        EXPECT_EQ(calendar.one("DESCRIPTION"), reply ? "" : "Body text\n");
        EXPECT_EQ(calendar.one("STATUS"), one.name == kCancelled ? "CANCELLED" : "");
        EXPECT_EQ(calendar.one("SEQUENCE"), one.name == kCancelled ? "1" : "0");
        // The sender answers for himself; what others sent for the owner says so.
        EXPECT_NE((reply ? attendee : calendar.one("ORGANIZER")).find("jroe@hq.acme.invalid"), std::string::npos);
    }
    EXPECT_EQ(uids.size(), 1U);
}

TEST(Meetings, OrdinaryNotesStayAsTheyAre) {
    model::Message note = meeting_message("IPM.Microsoft Mail.Note");
    note.attributes = {{0x00030006, model::AttributeType::date, LocalTime{1995, 9, 10, 9, 0, 0}}};
    EXPECT_EQ(compose(note).parsed.structure, "text/plain");
    note.class_name.reset();
    EXPECT_EQ(compose(note).parsed.structure, "text/plain");
}

TEST(Meetings, TimesFollowTheZoneAtTheirOwnDate) {
    targets::TargetOptions options;
    options.time_zone = *TimeZone::named("Europe/Berlin");
    model::Message message = meeting_message(kRequest);
    message.meeting->end = LocalTime{1995, 12, 10, 10, 0, 0};
    const JudgedCalendar calendar = calendar_of(message, kInbox, options);
    EXPECT_EQ(calendar.one("DTSTAMP"), "19950830T081112Z");
    EXPECT_EQ(calendar.one("DTSTART"), "19950910T070000Z");
    EXPECT_EQ(calendar.one("DTEND"), "19951210T090000Z");
}

TEST(Meetings, PeopleWhoAreMapped) {
    model::Message message = meeting_message(kAccepted);
    message.meeting->owner->internet = "owner@example.org";
    message.meeting->answered_for = model::Address{"Boss", "MS", "A/B/BOSS", AddressKind::resolved, "boss@example.org"};
    message.from[0].internet = "jane@example.org";
    const JudgedCalendar calendar = calendar_of(message);
    EXPECT_EQ(calendar.one("ORGANIZER"), "ORGANIZER;CN=Owner Name:mailto:owner@example.org");
    EXPECT_EQ(calendar.one("ATTENDEE"),
              "ATTENDEE;CN=Boss;PARTSTAT=ACCEPTED;SENT-BY=\"mailto:jane@example.org\":mailto:boss@example.org");
    EXPECT_EQ(calendar.one("UID"), calendar_of(meeting_message(kAccepted)).one("UID")) << "a map changes no identity";
    targets::TargetOptions options;
    options.domain = "acme.example";
    EXPECT_EQ(calendar_of(meeting_message(kAccepted), kInbox, options).one("ORGANIZER"),
              "ORGANIZER;CN=Owner Name:mailto:owner@acme.example");
}

TEST(Meetings, Attendees) {
    model::Message message = meeting_message(kRequest);
    message.meeting->response_requested = false;
    message.to.push_back({"Team", "MS", "ACME/HQ/TEAM", AddressKind::group});
    message.to.push_back({"Only Name", "", "", AddressKind::unresolved});
    message.cc = {{"Ann", "SMTP", "ann=1@example.org", AddressKind::one_off},
                  {"John again", "MS", "acme/hq/jdoe", AddressKind::resolved}};
    EXPECT_EQ(
        calendar_of(message).all("ATTENDEE"),
        (std::vector<std::string>{
            "ATTENDEE;CN=John Doe;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:jdoe@hq.acme.invalid",
            "ATTENDEE;CN=Team;CUTYPE=GROUP;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:team@hq.acme.invalid",
            "ATTENDEE;CN=Only Name;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:only%3D20name@unresolved.invalid",
            "ATTENDEE;CN=Ann;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:ann%3D1@example.org"}));
}

// Bcc shows in the sender's own copy only; who received a request without a list was asked himself.
TEST(Meetings, RequestsWithoutRecipients) {
    model::Message message = meeting_message(kRequest);
    message.to.clear();
    message.bcc = {{"Secret", "MS", "ACME/HQ/SECRET", AddressKind::resolved}};
    const JudgedCalendar received = calendar_of(message);
    ASSERT_EQ(received.all("ATTENDEE").size(), 1U);
    EXPECT_NE(received.one("ATTENDEE").find("mailto:jdoe@hq.acme.invalid"), std::string::npos);
    const JudgedCalendar own = calendar_of(message, example_folder({"Sent mail"}, model::FolderRole::sent));
    ASSERT_EQ(own.all("ATTENDEE").size(), 1U);
    EXPECT_NE(own.one("ATTENDEE").find("mailto:secret@hq.acme.invalid"), std::string::npos);
}

TEST(Meetings, WithoutAnOwnerTheSenderOrRecipientIsIt) {
    model::Message request = meeting_message(kRequest);
    request.meeting->owner.reset();
    EXPECT_EQ(calendar_of(request).one("ORGANIZER"), "ORGANIZER;CN=Jane Roe:mailto:jroe@hq.acme.invalid");
    model::Message answer = meeting_message(kAccepted);
    answer.meeting->owner.reset();
    EXPECT_EQ(calendar_of(answer).one("ORGANIZER"), "ORGANIZER;CN=John Doe:mailto:jdoe@hq.acme.invalid");
    // Jane invites John, John answers Jane: one meeting.
    answer.from = request.to;
    answer.to = request.from;
    EXPECT_EQ(calendar_of(answer).one("UID"), calendar_of(request).one("UID"));
}

TEST(Meetings, ANameWithoutAddressBorrowsThatOfTheSameName) {
    model::Message message = meeting_message(kAccepted);
    message.meeting->answered_for = model::Address{"JANE ROE", "", "", AddressKind::unresolved};
    EXPECT_EQ(calendar_of(message).one("ATTENDEE"),
              "ATTENDEE;CN=Jane Roe;PARTSTAT=ACCEPTED:mailto:jroe@hq.acme.invalid");
    message.meeting->answered_for->name = "For Name";
    EXPECT_EQ(
        calendar_of(message).one("ATTENDEE"),
        "ATTENDEE;CN=For Name;PARTSTAT=ACCEPTED;SENT-BY=\"mailto:jroe@hq.acme.invalid\":mailto:for%3D20name@unresolved"
        ".invalid");
}

TEST(Meetings, OddTextIsEscapedAndComesBack) {
    model::Message message = meeting_message(kRequest);
    message.subject = "Gr\u00FC\u00DFe; a,b\\c \"quoted\"";
    message.body = "one, two; three\\\r\nEND:VCALENDAR\r\n";
    message.meeting->owner->name = "M\u00FCller, \"Boss\"";
    const JudgedCalendar calendar = calendar_of(message);
    EXPECT_EQ(calendar.one("SUMMARY"), *message.subject);
    EXPECT_EQ(calendar.one("DESCRIPTION"), "one, two; three\\\nEND:VCALENDAR\n");
    EXPECT_NE(calendar.one("ORGANIZER").find("M\u00FCller, ^'Boss^'"), std::string::npos) << calendar.one("ORGANIZER");
    for (const model::Message& odd : meetings_and_reports()) {
        const std::string text = calendar_text(compose(odd));
        if (text.empty()) continue;
        SCOPED_TRACE(odd.id);
        const JudgedCalendar judged = judge_calendar(text);
        EXPECT_TRUE(judged.complaints.empty()) << judged.complaints.front();
        EXPECT_EQ(judged.one("SUMMARY"), odd.subject);
    }
}

TEST(Meetings, AttachmentsStandBesideTextAndCalendar) {
    model::Message message = meeting_message(kRequest);
    message.attachments.push_back({.number = 1, .name = "AGENDA.TXT", .data = bytes_of("agenda")});
    EXPECT_EQ(compose(message).parsed.structure,
              "multipart/mixed(multipart/alternative(text/plain, text/calendar), application/octet-stream)");
}

TEST(Meetings, AMeetingWithoutLengthHasNoEnd) {
    model::Message message = meeting_message(kRequest);
    message.meeting->end = message.meeting->start;
    EXPECT_EQ(calendar_of(message).one("DTEND"), "");
}

struct PlainCase {
    const char* what;
    model::Message message;
};

TEST(Meetings, WhatNoCalendarTakesStaysAnOrdinaryMessageAndIsTold) {
    const auto changed = [](const char* name, auto&& change) {
        model::Message message = meeting_message(name);
        change(message);
        return message;
    };
    const PlainCase cases[] = {
        {"start or end", changed(kRequest, [](auto& m) { m.meeting->start.reset(); })},
        {"start or end", changed(kCancelled, [](auto& m) { m.meeting->end.reset(); })},
        {"ends before", changed(kAccepted, [](auto& m) { m.meeting->end = LocalTime{1995, 9, 9, 0, 0, 0}; })},
        {"nothing is left", changed(kRequest, [](auto& m) { m.meeting.reset(); })},
        {"no date", changed(kRequest,
                            [](auto& m) {
                                m.sent.reset();
                                m.received.reset();
                            })},
        {"whose meeting", changed(kRequest,
                                  [](auto& m) {
                                      m.from.clear();
                                      m.meeting->owner.reset();
                                  })},
        {"whose answer", changed(kAccepted, [](auto& m) { m.from.clear(); })},
    };
    for (const PlainCase& one : cases) {
        SCOPED_TRACE(one.what);
        const Composed composed = compose(one.message);
        EXPECT_EQ(composed.parsed.structure, "text/plain");
        EXPECT_EQ(composed.parsed.text, "Body text\r\n");
        EXPECT_EQ(composed.parsed.header("X-Restante-Class"), one.message.class_name);
        ASSERT_EQ(composed.count(MessageId::mail_meeting_plain), 1U);
        const auto found = std::ranges::find_if(
            composed.losses.list(), [](const Finding& finding) { return finding.id == MessageId::mail_meeting_plain; });
        EXPECT_NE(found->text.find(one.what), std::string::npos) << found->text;
        EXPECT_EQ(found->item, "Inbox/1");
    }
}

// The hour that does not exist turns end and start around; the year 9999 has no UTC time west of Greenwich.
TEST(Meetings, TimesTheZoneSpoils) {
    targets::TargetOptions options;
    options.time_zone = *TimeZone::named("America/New_York");
    model::Message message = meeting_message(kRequest);
    message.meeting->start = LocalTime{1995, 4, 2, 2, 45, 0};
    message.meeting->end = LocalTime{1995, 4, 2, 3, 15, 0};
    EXPECT_EQ(compose(message, kInbox, options).count(MessageId::mail_meeting_plain), 1U);
    EXPECT_EQ(compose(message).count(MessageId::mail_meeting_plain), 0U) << "without a zone the wall clock counts";
    message.meeting->start = message.meeting->end = LocalTime{9999, 12, 31, 23, 0, 0};
    EXPECT_EQ(compose(message, kInbox, options).count(MessageId::mail_meeting_plain), 1U);
}

// Reminders of past appointments rang again after a migration.
TEST(Meetings, Q195852NothingRings) {
    for (const model::Message& message : meetings_and_reports()) {
        const std::string text = calendar_text(compose(message));
        if (text.empty()) continue;
        const JudgedCalendar judged = judge_calendar(text);
        EXPECT_EQ(std::ranges::count(judged.components, "VALARM"), 0) << message.id;
    }
}

}  // namespace
}  // namespace restante::testing
