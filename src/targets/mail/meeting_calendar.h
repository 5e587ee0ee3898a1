// A meeting request, an answer to one, or a cancellation as calendar programs understand it (RFC 5545, RFC 5546).
// docs/targets/mail.md, Meetings
#pragma once

#include <string>
#include <string_view>

#include "model/mailbox.h"
#include "model/message.h"
#include "model/message_class.h"
#include "targets/mail/address_fields.h"
#include "targets/mail/envelope.h"
#include "targets/mail/source_clock.h"

namespace restante::targets::mail {

struct CalendarContext {
    const model::Mailbox& mailbox;
    const Envelope& envelope;
    const SourceClock& clock;
};

struct CalendarPart {
    std::string_view method{};   // "REQUEST", "REPLY", "CANCEL"
    std::string text{};          // the VCALENDAR
    std::string_view missing{};  // what a calendar needs and the message lacks; then there is no text
};

// `kind` is one of meetings. Equal messages give equal text. There is never an alarm in it: whatever was stored would
// ring for a time long past (Q195852).
[[nodiscard]] CalendarPart calendar_of(const model::Message& message, model::MessageKind kind,
                                       const CalendarContext& context, AddressFields& addresses);

}  // namespace restante::targets::mail
