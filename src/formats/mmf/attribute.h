// Attribute ids of messages, attachments and address book entries, and their plain values.
// Source: docs/formats/mmf-records.md "Attributes".
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

// The upper word of an attribute id.
enum class AttributeType : std::uint16_t {
    triples = 0,
    string = 1,
    text = 2,
    date = 3,
    short_integer = 4,  // 2 bytes
    long_integer = 5,   // 4 bytes
    byte = 6,
    word = 7,   // 2 bytes
    dword = 8,  // 4 bytes
    other = 9,
};

namespace attribute {
constexpr std::uint32_t kFrom = 0x00008000, kTo = 0x00008001, kCc = 0x00008002, kBcc = 0x00008003,
                        kSubject = 0x00018004, kDateSent = 0x00038005, kDateReceived = 0x00038006, kStatus = 0x00068007,
                        kClass = 0x00078008, kMessageId = 0x00018009, kParentId = 0x0001800A,
                        kConversationId = 0x0001800B, kBody = 0x0002800C, kPriority = 0x0004800D,
                        kShadowId = 0x0006800E, kAttachmentData = 0x0006800F, kAttachmentTitle = 0x00018010,
                        kAttachmentMetafile = 0x00068011, kAttachmentCreated = 0x00038012,
                        kAttachmentModified = 0x00038013, kLastModified = 0x00038020, kSummaryValue = 0x00080000,
                        kFixedFont = 0x00040010, kOwnerBlob = 0x00060000, kRepresentedBlob = 0x00060001;
}  // namespace attribute

// The status byte.
namespace status {
constexpr std::uint8_t kChanged = 0x01, kUnsent = 0x02, kSubmitted = 0x04, kRead = 0x20, kFromMe = 0x40,
                       kAttachments = 0x80;
constexpr std::uint8_t kWhenAbsent = 0x03;  // what the engine puts into the summary of a message without status
}  // namespace status

namespace priority {
constexpr std::uint16_t kHigh = 1, kNormal = 2, kLow = 3;
}  // namespace priority

// `other` for every type above 8.
[[nodiscard]] AttributeType attribute_type(std::uint32_t id);
// Bytes a value must have at least; 0 for text, which may lack its NUL.
[[nodiscard]] std::size_t minimum_size(AttributeType type);

// short, long, word and dword values, unsigned. truncated; bad_value: not one of these types.
Result<std::uint32_t> integer_value(std::uint32_t id, Bytes value, std::uint64_t file_offset = 0);

// Unread by the engine's rule: neither read nor composed here.
[[nodiscard]] constexpr bool is_unread(std::uint8_t status) {
    return (status & (status::kRead | status::kUnsent)) == 0;
}

}  // namespace restante::mmf
