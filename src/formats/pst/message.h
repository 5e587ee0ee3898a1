// What a message is to the writer: plain values, borrowed while it is written. Source: docs/formats/pst.md section 12;
// [MS-PST] 2.4.5, 2.4.6.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "formats/pst/property.h"

namespace restante::pst {

enum class RecipientKind : std::int32_t { to = 1, cc = 2, bcc = 3 };

// Without type or address it is an unresolved recipient: a name only.
struct Recipient {
    RecipientKind kind = RecipientKind::to;
    std::string name{};          // "": the address is shown
    std::string address_type{};  // "SMTP"
    std::string address{};
    bool send_rich_info = false;
};

struct Message;

enum class AttachMethod : std::int32_t { by_value = 1, embedded_message = 5, ole = 6 };

struct Attachment {
    AttachMethod method = AttachMethod::by_value;
    std::int32_t rendering_position = -1;       // character index in the body; -1: not in the text
    ByteSourcePointer data{};                   // null: empty; below 2 GiB
    std::shared_ptr<const Message> embedded{};  // for embedded_message, never null then
    Properties properties{};                    // names, dates, rendering, tag ...; not 0x0E20, 0x3701, 0x3705, 0x370B
};

struct Message {
    std::string message_class = "IPM.Note";
    std::string subject{};    // as people read it; the mark of its prefix is added by the writer
    std::int32_t flags = 0;   // PidTagMessageFlags; the writer adds "has attachments" and "associated"
    bool associated = false;  // one of the folder's hidden items
    std::vector<Recipient> recipients{};
    std::vector<Attachment> attachments{};
    // Everything else. The writer computes 0x0E02 to 0x0E04 (names of recipients), 0x0E08 (size) and 0x0E1B, and adds
    // what every message must have and this one lacks: 0x3007 and 0x3008 (times), 0x300B (search key).
    Properties properties{};
};

constexpr std::int32_t kFlagRead = 0x01;
constexpr std::int32_t kFlagHasAttachments = 0x10;
constexpr std::int32_t kFlagAssociated = 0x40;
constexpr std::size_t kMaxEmbedding = 12;  // messages within messages

}  // namespace restante::pst
