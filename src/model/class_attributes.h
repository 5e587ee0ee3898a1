// Attributes whose meaning depends on the class of the message (numbers below 8000), and finding any attribute.
// Source: docs/formats/mmf-records.md "Attributes".
#pragma once

#include <cstdint>

#include "model/message.h"

namespace restante::model {

namespace class_attribute {
// Of read receipts and non-delivery reports.
constexpr std::uint32_t kReader = 0x00000000;  // receipts: whose message it was, or who read it
constexpr std::uint32_t kOriginalFrom = 0x00000001;
constexpr std::uint32_t kOriginalTo = 0x00000002;  // non-delivery: those who did not get it
constexpr std::uint32_t kOriginalSubject = 0x00010004;
constexpr std::uint32_t kOriginalSent = 0x00030003;
constexpr std::uint32_t kReadAt = 0x00030007;
constexpr std::uint32_t kExplanation = 0x00020005;
constexpr std::uint32_t kOriginalClass = 0x00070006;
// Of meetings.
constexpr std::uint32_t kMeetingStart = 0x00030006;
constexpr std::uint32_t kMeetingEnd = 0x00030007;
constexpr std::uint32_t kAppointmentId = 0x00050008;
constexpr std::uint32_t kResponseRequested = 0x00040009;
constexpr std::uint32_t kMeetingOwner = 0x00060000;  // bytes: a schedule name
constexpr std::uint32_t kAnsweredFor = 0x00060001;
}  // namespace class_attribute

// Null when the message has no such attribute.
[[nodiscard]] const Attribute* find_attribute(const Message& message, std::uint32_t id);

// Null also when its value has another type.
template <class T>
[[nodiscard]] const T* find_value(const Message& message, std::uint32_t id) {
    const Attribute* attribute = find_attribute(message, id);
    return attribute == nullptr ? nullptr : std::get_if<T>(&attribute->value);
}

}  // namespace restante::model
