#include "targets/mail/meeting_identity.h"

#include <gtest/gtest.h>

namespace restante::targets::mail {
namespace {

using model::MessageKind;

model::Address mailbox(const char* address) { return {"Somebody", "MS", address, model::AddressKind::resolved}; }

model::Message about(std::optional<model::Address> owner, std::optional<std::uint32_t> appointment) {
    model::Message message;
    message.from = {mailbox("ACME/HQ/JROE")};
    message.to = {mailbox("ACME/HQ/JDOE")};
    message.subject = "s";
    message.meeting.emplace();
    message.meeting->owner = std::move(owner);
    message.meeting->appointment = appointment;
    return message;
}

TEST(MeetingIdentity, OrganizerIsTheOwnerElseWhoAskedOrWasAnswered) {
    const model::Message named = about(mailbox("ACME/HQ/OWNER"), 1);
    EXPECT_EQ(organizer_of(named, MessageKind::meeting_request)->address, "ACME/HQ/OWNER");
    EXPECT_EQ(organizer_of(named, MessageKind::meeting_accepted)->address, "ACME/HQ/OWNER");
    model::Message unnamed = about({}, 1);
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_request), unnamed.from.data());
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_cancelled), unnamed.from.data());
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_declined), unnamed.to.data());
    unnamed.to.clear();
    unnamed.from.clear();
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_request), nullptr);
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_tentative), nullptr);
    unnamed.meeting.reset();
    EXPECT_EQ(organizer_of(unnamed, MessageKind::meeting_request), nullptr);
}

TEST(MeetingIdentity, UidIsOfOwnerAndAppointment) {
    const std::string uid = meeting_uid(about(mailbox("ACME/HQ/OWNER"), 4711), MessageKind::meeting_request);
    EXPECT_EQ(uid, "1dbe3dfa7f567948a8946ee3e5af1637f53ed72d@restante.invalid");
    model::Message same = about(mailbox("acme/hq/owner"), 4711);
    same.subject = "another";
    same.meeting->start = LocalTime{1995, 1, 1, 0, 0, 0};
    same.meeting->owner->name = "Called otherwise";
    EXPECT_EQ(meeting_uid(same, MessageKind::meeting_tentative), uid) << "case, name, subject and time say nothing";
    EXPECT_EQ(meeting_uid(about(mailbox("OWNER"), 4711), MessageKind::meeting_request), uid)
        << "a short address is of the sender's postoffice";
    EXPECT_NE(meeting_uid(about(mailbox("ACME/HQ/OWNER"), 4712), MessageKind::meeting_request), uid);
    EXPECT_NE(meeting_uid(about(mailbox("ACME/HQ/OTHER"), 4711), MessageKind::meeting_request), uid);
}

TEST(MeetingIdentity, WithoutANumberTheConversationHoldsItTogether) {
    for (const std::optional<std::uint32_t> none : {std::optional<std::uint32_t>(), std::optional<std::uint32_t>(0)}) {
        model::Message request = about(mailbox("ACME/HQ/OWNER"), none);
        request.conversation_id = "0A0B";
        model::Message answer = request;
        answer.subject = "RE: s";
        answer.conversation_id = "0a0b";
        const std::string uid = meeting_uid(request, MessageKind::meeting_request);
        EXPECT_EQ(meeting_uid(answer, MessageKind::meeting_accepted), uid);
        answer.conversation_id = "0A0C";
        EXPECT_NE(meeting_uid(answer, MessageKind::meeting_accepted), uid);
    }
}

TEST(MeetingIdentity, ElseEachMessageStandsAlone) {
    model::Message request = about(mailbox("ACME/HQ/OWNER"), std::nullopt);
    model::Message answer = request;
    answer.subject = "RE: s";
    const std::string uid = meeting_uid(request, MessageKind::meeting_request);
    EXPECT_EQ(meeting_uid(request, MessageKind::meeting_request), uid);
    EXPECT_NE(meeting_uid(answer, MessageKind::meeting_accepted), uid);
    request.meeting.reset();
    EXPECT_EQ(meeting_uid(request, MessageKind::meeting_request), uid);
    // A number alone does not say whose: every calendar counts from somewhere.
    model::Message nobody = about({}, 4711), other = about({}, 4711);
    for (model::Message* one : {&nobody, &other}) {
        one->from.clear();
        one->to.clear();
    }
    other.subject = "other";
    EXPECT_NE(meeting_uid(nobody, MessageKind::meeting_request), meeting_uid(other, MessageKind::meeting_request));
}

}  // namespace
}  // namespace restante::targets::mail
