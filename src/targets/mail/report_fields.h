// Read receipts and non-delivery reports as programs understand them: disposition notifications (RFC 8098) and delivery
// status notifications (RFC 3464). docs/targets/mail.md, Reports
#pragma once

#include <string_view>

#include "formats/mime/header_writer.h"
#include "model/message.h"
#include "model/message_class.h"
#include "targets/mail/address_fields.h"
#include "targets/mail/source_clock.h"

namespace restante::targets::mail {

// What the report must say and does not: a receipt who read, a non-delivery report who did not get it. "" when it does.
[[nodiscard]] std::string_view missing_in_report(const model::Message& message, model::MessageKind kind);

// "disposition-notification" or "delivery-status".
[[nodiscard]] std::string_view report_type(model::MessageKind kind);

// The part for programs: its own fields, a blank line, the fields of the report.
void write_report_fields(mime::HeaderWriter& headers, const model::Message& message, model::MessageKind kind,
                         const SourceClock& clock, AddressFields& addresses);

// Does a non-delivery report say more about the original message than who did not get it?
[[nodiscard]] bool names_original(const model::Message& message);

// What it says, as the header of that message; the caller goes on with its Content-Type.
void write_original_fields(mime::HeaderWriter& headers, const model::Message& message, const SourceClock& clock,
                           AddressFields& addresses);

}  // namespace restante::targets::mail
