// Keys and threads from the hexadecimal ids of the source. Source: docs/targets/pst.md section 7.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "formats/pst/property.h"

namespace restante::targets {

// 16 bytes from the complete pairs of digits, at most 16 of them, right-aligned. Nothing when there are no pairs,
// other letters, or only zeros: such ids identify nothing.
[[nodiscard]] std::optional<ByteVector> key_of_digits(std::string_view digits);
// True when the key says all that the digits say.
[[nodiscard]] bool key_is_exact(std::string_view digits);
// 16 bytes of the item's own identity (32 hex digits).
[[nodiscard]] ByteVector key_of_item(std::string_view item_id);

// The subject without its prefix ("RE: ").
[[nodiscard]] std::string_view conversation_topic(std::string_view subject);
// The 22-byte header of PidTagConversationIndex: the time of the message and the conversation.
[[nodiscard]] ByteVector conversation_index(pst::FileTime time, const ByteVector& key);

}  // namespace restante::targets
