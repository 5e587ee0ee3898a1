// Message-ID, In-Reply-To and References.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/message.h"

namespace restante::targets::mail {

// "<1a2b@msmail.invalid>" for a stored id of hexadecimal digits, so that a reply finds its parent; nothing for others
// (empty, not hexadecimal, or longer than any client made them).
[[nodiscard]] std::optional<std::string> from_stored_id(const std::optional<std::string>& stored);

// Of the message itself. Without a usable stored id it is made from what stays the same wherever the message lies:
// dates, addresses, subject, body and the names and sizes of attachments. Equal messages get equal ids in every run.
[[nodiscard]] std::string message_id_of(const model::Message& message);

// Conversation first, then parent; never the message itself, nothing twice.
[[nodiscard]] std::vector<std::string> references_of(const model::Message& message, std::string_view own_id);

}  // namespace restante::targets::mail
