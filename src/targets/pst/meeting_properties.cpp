#include "targets/pst/meeting_properties.h"

#include <string>

#include "base/byte_writer.h"
#include "targets/mail/meeting_identity.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {
namespace {

using model::MessageKind;

constexpr std::int32_t kIsMeeting = 1, kWasReceived = 2, kWasCanceled = 4;
constexpr std::int32_t kFree = 0, kTentative = 1, kBusy = 2;
constexpr std::int32_t kNotResponded = 5;
constexpr std::int32_t kInitialRequest = 1;
// Open before deleting, copying and moving; none of them can be undone.
constexpr std::int32_t kMeetingSideEffects = 0x1C61;
constexpr std::uint64_t kTicksPerMinute = 600'000'000;

void put_times(ItemProperties& properties, const model::Meeting& meeting) {
    std::optional<pst::FileTime> start, end;
    const auto usual_time = [&](const std::optional<LocalTime>& local) -> std::optional<pst::FileTime> {
        if (!local) return std::nullopt;
        const pst::FileTime time = properties.time_of(*local);
        return ItemProperties::is_usual(time) ? std::optional(time) : std::nullopt;
    };
    if (start = usual_time(meeting.start); start) {
        properties.named(pst::kAppointmentSet, tags::kAppointmentStart, *start);
        properties.named(pst::kCommonSet, tags::kCommonStart, *start);
    }
    if (end = usual_time(meeting.end); end) {
        properties.named(pst::kAppointmentSet, tags::kAppointmentEnd, *end);
        properties.named(pst::kCommonSet, tags::kCommonEnd, *end);
    }
    if (start && end && start->ticks <= end->ticks && (end->ticks - start->ticks) / kTicksPerMinute <= INT32_MAX)
        properties.named(pst::kAppointmentSet, tags::kAppointmentDuration,
                         static_cast<std::int32_t>((end->ticks - start->ticks) / kTicksPerMinute));
}

void put_state(ItemProperties& properties, MessageKind kind) {
    if (model::is_response(kind)) return;
    const bool cancelled = kind == MessageKind::meeting_cancelled;
    const auto number = [&](std::uint32_t id, std::int32_t value) {
        properties.named(pst::kAppointmentSet, id, value);
    };
    number(tags::kAppointmentStateFlags, kIsMeeting | kWasReceived | (cancelled ? kWasCanceled : 0));
    number(tags::kBusyStatus, cancelled ? kFree : kTentative);
    number(tags::kIntendedBusyStatus, cancelled ? kFree : kBusy);
    if (cancelled) return;
    number(tags::kResponseStatus, kNotResponded);
    properties.named(tags::kMeetingSet, tags::kMeetingType, kInitialRequest);
    properties.named(tags::kMeetingSet, tags::kAppointmentMessageClass, std::string("IPM.Appointment"));
}

}  // namespace

ByteVector global_object_id(std::string_view uid) {
    constexpr std::uint8_t kClassId[] = {0x04, 0x00, 0x00, 0x00, 0x82, 0x00, 0xE0, 0x00,
                                         0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08};
    constexpr std::size_t kNoExceptionNoTime = 4 + 8 + 8;  // date of an exception, time of creation, reserved
    ByteWriter data;
    data.text("vCal-Uid");  // says that an iCalendar UID follows
    data.le(std::uint32_t{1});
    data.text_nul(uid);
    const ByteVector identity = std::move(data).take();
    ByteWriter id;
    id.bytes(kClassId);
    id.zeros(kNoExceptionNoTime);
    id.le(static_cast<std::uint32_t>(identity.size()));
    id.bytes(identity);
    return std::move(id).take();
}

void put_meeting(ItemProperties& properties, const model::Message& message, MessageKind kind) {
    if (message.meeting) put_times(properties, *message.meeting);
    put_state(properties, kind);
    const bool response = model::is_response(kind);
    properties.named(pst::kAppointmentSet, tags::kAppointmentSequence,
                     std::int32_t{kind == MessageKind::meeting_cancelled ? 1 : 0});
    properties.named(pst::kAppointmentSet, tags::kAllDay, false);
    properties.named(pst::kAppointmentSet, tags::kRecurring, false);
    properties.named(tags::kMeetingSet, tags::kIsRecurring, false);
    properties.named(tags::kMeetingSet, tags::kIsException, false);
    const ByteVector identity = global_object_id(mail::meeting_uid(message, kind));
    properties.named(tags::kMeetingSet, tags::kGlobalObjectId, identity);
    properties.named(tags::kMeetingSet, tags::kCleanGlobalObjectId, identity);
    if (message.sent) {
        const pst::FileTime written = properties.time_of(*message.sent);
        if (ItemProperties::is_usual(written))
            properties.named(tags::kMeetingSet, response ? tags::kAttendeeCriticalChange : tags::kOwnerCriticalChange,
                             written);
    }
    properties.named(pst::kCommonSet, tags::kSideEffects, kMeetingSideEffects);
    properties.named(pst::kCommonSet, tags::kReminderSet, false);
    properties.flag(tags::kProcessed, true);
}

}  // namespace restante::targets
