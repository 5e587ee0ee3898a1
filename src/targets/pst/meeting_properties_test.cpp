#include "targets/pst/meeting_properties.h"

#include <gtest/gtest.h>

#include <map>

#include "targets/mail/placeholder_map.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {
namespace {

using model::MessageKind;

class MeetingPropertiesTest : public ::testing::Test {
protected:
    static std::unique_ptr<pst::Writer> make_writer(PatchableSink& sink) {
        pst::WriterOptions options;
        options.record_key[0] = 1;
        return std::move(*pst::Writer::create(sink, options));
    }

    static model::Message message() {
        model::Message meeting;
        meeting.id = "86000001";
        meeting.sent = LocalTime{1995, 8, 1, 10, 0, 0};
        meeting.from = {{"Jane Roe", "MS", "ACME/HQ/JROE", model::AddressKind::resolved}};
        meeting.meeting = model::Meeting{
            .start = LocalTime{1995, 9, 10, 9, 0, 0}, .end = LocalTime{1995, 9, 10, 10, 30, 0}, .appointment = 4711};
        return meeting;
    }

    void put(const model::Message& meeting, MessageKind kind) {
        ItemLosses losses;
        const MappingContext context{*writer_, zone_, addresses_};
        ItemProperties properties(context, losses);
        put_meeting(properties, meeting, kind);
        properties_ = properties.take();
    }
    // Null when it is not there.
    template <class T>
    const T* named(const pst::Guid& set, std::uint32_t number) {
        const std::uint16_t id = *writer_->named({set, number});
        for (const pst::Property& property : properties_)
            if (property.id == id) return std::get_if<T>(&property.value);
        return nullptr;
    }

    MemorySink sink_;
    std::unique_ptr<pst::Writer> writer_ = make_writer(sink_);
    TimeZone zone_ = TimeZone::utc();
    mail::PlaceholderMap addresses_{""};
    pst::Properties properties_;
};

constexpr MessageKind kMeetingKinds[] = {MessageKind::meeting_request, MessageKind::meeting_accepted,
                                         MessageKind::meeting_declined, MessageKind::meeting_tentative,
                                         MessageKind::meeting_cancelled};

TEST_F(MeetingPropertiesTest, Times) {
    put(message(), MessageKind::meeting_request);
    const pst::FileTime start = pst::FileTime::from_unix(LocalTime{1995, 9, 10, 9, 0, 0}.seconds_as_utc());
    EXPECT_EQ(*named<pst::FileTime>(pst::kAppointmentSet, tags::kAppointmentStart), start);
    EXPECT_EQ(*named<pst::FileTime>(pst::kCommonSet, tags::kCommonStart), start);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentDuration), 90);
    EXPECT_NE(named<pst::FileTime>(tags::kMeetingSet, tags::kOwnerCriticalChange), nullptr);

    model::Message odd = message();
    odd.meeting->end = LocalTime{1895, 9, 10, 9, 0, 0};
    put(odd, MessageKind::meeting_request);
    EXPECT_EQ(named<pst::FileTime>(pst::kAppointmentSet, tags::kAppointmentEnd), nullptr);
    EXPECT_EQ(named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentDuration), nullptr);
    odd.meeting->end = LocalTime{1995, 9, 10, 8, 0, 0};
    put(odd, MessageKind::meeting_request);
    EXPECT_NE(named<pst::FileTime>(pst::kAppointmentSet, tags::kAppointmentEnd), nullptr);
    EXPECT_EQ(named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentDuration), nullptr) << "it ends too early";
    odd.meeting.reset();
    put(odd, MessageKind::meeting_request);
    EXPECT_EQ(named<pst::FileTime>(pst::kAppointmentSet, tags::kAppointmentStart), nullptr);
}

TEST_F(MeetingPropertiesTest, State) {
    put(message(), MessageKind::meeting_request);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentStateFlags), 3);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kIntendedBusyStatus), 2);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kResponseStatus), 5);
    EXPECT_EQ(*named<std::int32_t>(tags::kMeetingSet, tags::kMeetingType), 1);
    put(message(), MessageKind::meeting_cancelled);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentStateFlags), 7);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentSequence), 1);
    EXPECT_EQ(*named<std::int32_t>(pst::kAppointmentSet, tags::kBusyStatus), 0);
    EXPECT_EQ(named<std::int32_t>(tags::kMeetingSet, tags::kMeetingType), nullptr);
    put(message(), MessageKind::meeting_accepted);
    EXPECT_EQ(named<std::int32_t>(pst::kAppointmentSet, tags::kAppointmentStateFlags), nullptr);
    EXPECT_NE(named<pst::FileTime>(tags::kMeetingSet, tags::kAttendeeCriticalChange), nullptr);
    EXPECT_EQ(named<pst::FileTime>(tags::kMeetingSet, tags::kOwnerCriticalChange), nullptr);
}

// Reminders of past appointments rang again after a migration.
TEST_F(MeetingPropertiesTest, Q195852NothingRings) {
    constexpr std::uint32_t kReminderDelta = 0x8501, kReminderTime = 0x8502, kReminderSignal = 0x8560;
    for (const MessageKind kind : kMeetingKinds) {
        put(message(), kind);
        EXPECT_EQ(*named<bool>(pst::kCommonSet, tags::kReminderSet), false);
        EXPECT_EQ(named<std::int32_t>(pst::kCommonSet, kReminderDelta), nullptr);
        EXPECT_EQ(named<pst::FileTime>(pst::kCommonSet, kReminderTime), nullptr);
        EXPECT_EQ(named<pst::FileTime>(pst::kCommonSet, kReminderSignal), nullptr);
        bool processed = false;  // else Outlook enters it into the calendar by itself, with a reminder
        for (const pst::Property& property : properties_)
            if (property.id == tags::kProcessed) processed = std::get<bool>(property.value);
        EXPECT_TRUE(processed);
    }
}

TEST_F(MeetingPropertiesTest, OneIdentityForAllMessagesOfAMeeting) {
    // Requests come from the owner, answers go to him: here both name him.
    model::Message meeting = message();
    meeting.meeting->owner = model::Address{"Owner", "MS", "ACME/HQ/OWNER", model::AddressKind::resolved};
    const std::string uid = "1dbe3dfa7f567948a8946ee3e5af1637f53ed72d@restante.invalid";
    for (const MessageKind kind : kMeetingKinds) {
        put(meeting, kind);
        EXPECT_EQ(*named<ByteVector>(tags::kMeetingSet, tags::kGlobalObjectId), global_object_id(uid));
        EXPECT_EQ(*named<ByteVector>(tags::kMeetingSet, tags::kCleanGlobalObjectId), global_object_id(uid));
    }
}

TEST(GlobalObjectId, HoldsTheUidOfCalendars) {
    EXPECT_EQ(to_hex(global_object_id("ab")),
              "040000008200e00074c5b7101a82e008"
              "00000000"
              "0000000000000000"
              "0000000000000000"
              "0f000000"
              "7643616c2d556964010000006162"
              "00");
}

}  // namespace
}  // namespace restante::targets
