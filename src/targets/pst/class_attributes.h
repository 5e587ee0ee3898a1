// What the attributes below 8000 mean, which depends on the class of the message, and how the others are kept.
// Source: docs/targets/pst.md section 8.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/message.h"
#include "model/message_class.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// Of every class; those of one class are model/class_attributes.h.
namespace attributes {
constexpr std::uint32_t kFixedFont = 0x00040010;
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

// Every attribute as the property its class gives it; whatever that does not say completely, and whatever has no
// property, as a named property.
void put_attributes(ItemProperties& properties, const model::Message& message, model::MessageKind kind);

// Under `name`, the way its type suggests.
void put_named_attribute(ItemProperties& properties, const std::string& name, const model::Attribute& attribute);

}  // namespace restante::targets
