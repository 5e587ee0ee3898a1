// A WINMAIL.DAT: one message with what its sender's system did not say in Internet mail.
// Source: [MS-OXTNEF] 2.1.3 (docs/formats/tnef.md). Text is in `code_page` unless its property is Unicode.
//
// Attachment data stays in the source as ranges. Embedded messages are ranges too: their reader decides how deep to go.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/local_time.h"
#include "base/result.h"
#include "base/source_reader.h"
#include "formats/tnef/property.h"

namespace restante::tnef {

constexpr std::uint64_t kLongestText = 64ULL * 1024 * 1024;  // subject, body, names: read into memory

enum class AttachmentKind : std::uint16_t { file = 1, ole = 2, picture = 3 };

struct Attachment {
    std::uint16_t kind = 1;  // AttachmentKind; others occur
    std::optional<std::uint32_t> position{};
    std::uint16_t width = 0, height = 0;
    bool macbinary = false;
    ByteVector title{}, transport_name{};
    std::optional<SourceRange> data{};  // attAttachData
    std::optional<SourceRange> metafile{};
    std::optional<LocalTime> created{}, modified{};
    PropertyList properties{};  // attAttachment
};

struct Message {
    std::uint16_t code_page = 0;  // 0: not said
    ByteVector message_class{}, subject{}, body{};
    ByteVector from{};  // triples, as in the message file
    std::optional<LocalTime> sent{}, received{}, modified{};
    std::optional<std::string> message_id{}, parent_id{}, conversation_id{};
    std::optional<std::uint16_t> priority{};  // 1 high, 2 normal, 3 low
    std::optional<std::uint8_t> status{};     // as in the message file
    PropertyList properties{};                // attMsgProps
    std::vector<PropertyList> recipients{};   // attRecipTable
    std::vector<Attachment> attachments{};
    std::vector<std::uint32_t> other_attributes{};  // ids of attributes not covered above
};

// bad_magic: no TNEF. Damage inside is a finding; what came before it is returned.
Result<Message> read_message(const ByteSource& source, SourceRange range, Findings& findings);

// The stream of an embedded message; nothing when the attachment has none.
[[nodiscard]] std::optional<SourceRange> embedded_message(const ByteSource& source, const Attachment& attachment);

}  // namespace restante::tnef
