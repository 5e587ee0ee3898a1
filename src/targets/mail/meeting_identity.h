// What holds the messages about one meeting together: request, answers and cancellation share one identity.
// docs/targets/mail.md, Meetings
#pragma once

#include <string>

#include "model/message.h"
#include "model/message_class.h"

namespace restante::targets::mail {

// Whose meeting it is, as far as the message says: the owner it names, else the sender of a request or cancellation, or
// the first recipient of an answer. Null when it names nobody. Points into `message`.
[[nodiscard]] const model::Address* organizer_of(const model::Message& message, model::MessageKind kind);

// UID of the calendar part and data of the GlobalObjectId: "40 hex digits@restante.invalid". Made from the organizer
// and the appointment number, else from the organizer and the conversation. Without either it is the message's own and
// no other message has it.
[[nodiscard]] std::string meeting_uid(const model::Message& message, model::MessageKind kind);

}  // namespace restante::targets::mail
