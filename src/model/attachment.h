// A file, OLE object, picture or message that travels with a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/local_time.h"
#include "model/attribute.h"

namespace restante::model {

enum class AttachmentKind : std::uint8_t { file, ole, picture, message, other };

struct Message;

// What was taken out of, or made from, another attachment of the same message.
struct Derivation {
    std::size_t original = 0;    // index in Message::attachments
    std::string description{};   // for people: "File packed in Paintbrush Picture"
    std::string content_type{};  // "" when only the name tells
};

struct Attachment {
    std::uint32_t number = 0;           // the source's own number
    std::optional<std::string> name{};  // "" when stored empty
    AttachmentKind kind = AttachmentKind::file;
    // The character of Message::body (code points from its start) in whose place the attachment stands; absent: not in
    // the text. Sources that count the bytes of their code page convert.
    std::optional<std::uint32_t> position{};
    std::uint16_t width = 0, height = 0;  // of the rendering, as stored
    bool macbinary = false;
    ByteSourcePointer data{};  // null when the source has no data; may be larger than memory
    std::optional<LocalTime> created{};
    std::optional<LocalTime> modified{};
    ByteSourcePointer rendering{};             // metafile (icon or picture); null when absent
    ByteSourcePointer apple_double{};          // what a Macintosh keeps beside the data (RFC 1740); null: nothing
    std::shared_ptr<const Message> message{};  // of kind message, never null then; there is no data beside it
    std::vector<Attribute> attributes{};       // stored ones that no field above covers
    std::optional<Derivation> derived{};       // absent for what the source stores
};

[[nodiscard]] std::string_view name_of(AttachmentKind kind);

}  // namespace restante::model
