// What the attributes below 8000 mean, which depends on the class of the message, and how the others are kept.
// Source: docs/targets/pst.md section 8.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/message.h"
#include "targets/pst/item_properties.h"
#include "targets/pst/message_class.h"

namespace restante::targets {

namespace attributes {
constexpr std::uint32_t kOriginalFrom = 0x00000001;
constexpr std::uint32_t kOriginalTo = 0x00000002;
constexpr std::uint32_t kOriginalSent = 0x00030003;
constexpr std::uint32_t kOriginalSubject = 0x00010004;
constexpr std::uint32_t kExplanation = 0x00020005;
constexpr std::uint32_t kMeetingStart = 0x00030006;
constexpr std::uint32_t kMeetingEnd = 0x00030007;
constexpr std::uint32_t kOriginalClass = 0x00070006;
constexpr std::uint32_t kAppointmentId = 0x00050008;
constexpr std::uint32_t kResponseRequested = 0x00040009;
constexpr std::uint32_t kFixedFont = 0x00040010;
constexpr std::uint32_t kFirstName = 0x00060000;
constexpr std::uint32_t kSecondName = 0x00060001;
constexpr std::uint32_t kFrom = 0x00008000;
constexpr std::uint32_t kTo = 0x00008001;
constexpr std::uint32_t kCc = 0x00008002;
constexpr std::uint32_t kBcc = 0x00008003;
constexpr std::uint32_t kSent = 0x00038005;
constexpr std::uint32_t kReceived = 0x00038006;
constexpr std::uint32_t kStatus = 0x00068007;
constexpr std::uint32_t kMessageId = 0x00018009;
constexpr std::uint32_t kParentId = 0x0001800A;
constexpr std::uint32_t kConversationId = 0x0001800B;
constexpr std::uint32_t kCreated = 0x00038012;
constexpr std::uint32_t kAttachmentModified = 0x00038013;
constexpr std::uint32_t kModified = 0x00038020;
}  // namespace attributes

// Null when the message has no such attribute, or its value has another type.
[[nodiscard]] const model::Attribute* find_attribute(const model::Message& message, std::uint32_t id);
template <class T>
[[nodiscard]] const T* find_value(const model::Message& message, std::uint32_t id) {
    const model::Attribute* attribute = find_attribute(message, id);
    return attribute == nullptr ? nullptr : std::get_if<T>(&attribute->value);
}

// Every attribute as the property its class gives it; whatever that does not say completely, and whatever has no
// property, as a named property.
void put_attributes(ItemProperties& properties, const model::Message& message, ClassKind kind);

// Under `name`, the way its type suggests.
void put_named_attribute(ItemProperties& properties, const std::string& name, const model::Attribute& attribute);

}  // namespace restante::targets
