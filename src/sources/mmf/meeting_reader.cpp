#include "sources/mmf/meeting_reader.h"

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "formats/mmf/address_text.h"
#include "formats/mmf/schedule_name.h"
#include "model/class_attributes.h"
#include "model/message_class.h"

namespace restante::sources {
namespace {

namespace ids = model::class_attribute;

constexpr std::size_t kLongestScheduleName = std::size_t{128} * 1024;  // two fields with 16-bit lengths

template <class T>
std::optional<T> value_of(const model::Message& message, std::uint32_t id) {
    const T* value = model::find_value<T>(message, id);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

// What breaks off behind the name is a name still; `whole` says whether there is more to have.
Result<mmf::ScheduleName> schedule_name_in(const ByteSource& source, bool& whole) {
    const ByteVector bytes = TRY(read_all(source, kLongestScheduleName));
    auto name = mmf::read_schedule_name(bytes);
    whole = name.has_value();
    if (whole) return name;
    ByteReader reader(bytes);
    const auto size = TRY(reader.le<std::uint16_t>());
    mmf::ScheduleName salvaged;
    salvaged.name_field = as_text(TRY(reader.bytes(size)));
    return salvaged;
}

std::optional<model::Address> person_in(const model::Message& message, std::uint32_t id, StoreContext& context,
                                        const std::string& item) {
    const auto* const source = model::find_value<ByteSourcePointer>(message, id);
    if (source == nullptr || !*source) return std::nullopt;
    bool whole = false;
    const auto name = schedule_name_in(**source, whole);
    if (!whole)
        context.findings.add(
            MessageId::mmf_schedule_name_lost,
            fmt::format("attribute {:08x}: {}", id, name ? "only the name is left" : name.error().what), item);
    if (!name) return std::nullopt;
    model::Address person;
    person.name = context.text.until_nul(as_bytes(name->name_field));
    const mmf::AddressText address = mmf::split_address(name->address());
    person.type = context.text.whole(address.type);
    person.address = context.text.whole(address.address);
    if (person.name.empty() && person.type.empty()) return std::nullopt;
    person.kind = person.address.empty() ? model::AddressKind::unresolved : model::AddressKind::resolved;
    return person;
}

}  // namespace

model::Meeting read_meeting(const model::Message& message, StoreContext& context, const std::string& item) {
    model::Meeting meeting;
    meeting.start = value_of<LocalTime>(message, ids::kMeetingStart);
    meeting.end = value_of<LocalTime>(message, ids::kMeetingEnd);
    meeting.owner = person_in(message, ids::kMeetingOwner, context, item);
    // Requests and cancellations use the number for nothing that is known.
    if (model::is_response(model::kind_of(message.class_name.value_or(""))))
        meeting.answered_for = person_in(message, ids::kAnsweredFor, context, item);
    meeting.appointment = value_of<std::uint32_t>(message, ids::kAppointmentId);
    meeting.response_requested = value_of<std::uint32_t>(message, ids::kResponseRequested).value_or(0) != 0;
    return meeting;
}

}  // namespace restante::sources
