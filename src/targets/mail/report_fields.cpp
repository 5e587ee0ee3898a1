#include "targets/mail/report_fields.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/mime/clean_text.h"
#include "formats/mime/encoded_word.h"
#include "model/class_attributes.h"
#include "targets/mail/message_ids.h"

namespace restante::targets::mail {
namespace {

namespace ids = model::class_attribute;
using Addresses = std::vector<model::Address>;

constexpr std::size_t kLongestDiagnostic = 200;  // bytes; the text of the report has all of it

const Addresses* people_in(const model::Message& message, std::uint32_t id) {
    const auto* const people = model::find_value<Addresses>(message, id);
    return people == nullptr || people->empty() ? nullptr : people;
}

// Who read the message: the receipt comes from him.
const model::Address* reader_of(const model::Message& receipt) {
    if (!receipt.from.empty()) return &receipt.from.front();
    const Addresses* const readers = people_in(receipt, ids::kReader);
    return readers == nullptr ? nullptr : &readers->front();
}

void write_recipient(mime::HeaderWriter& headers, const model::Address& address, AddressFields& addresses) {
    mime::FoldingLine line = headers.begin("Final-Recipient");
    line.token("rfc822;");
    line.token(addresses.mapped(address).spec);
    line.end();
}

void write_disposition(mime::HeaderWriter& headers, const model::Message& receipt, const SourceClock& clock,
                       AddressFields& addresses) {
    headers.plain("Content-Type", "message/disposition-notification");
    headers.end_of_headers();
    if (const model::Address* const reader = reader_of(receipt)) write_recipient(headers, *reader, addresses);
    if (const auto original = from_stored_id(receipt.parent_id)) headers.plain("Original-Message-ID", *original);
    // Opened by hand; the mail client then sent the receipt without asking.
    headers.plain("Disposition", "manual-action/MDN-sent-automatically; displayed");
    if (const auto* const read_at = model::find_value<LocalTime>(receipt, ids::kReadAt))
        clock.write(headers, "X-Restante-Read-At", *read_at);
}

std::string diagnostic_of(const model::Message& report) {
    const auto* const explanation = model::find_value<std::string>(report, ids::kExplanation);
    if (explanation == nullptr) return {};
    const std::string whole = mime::one_line(*explanation);
    const std::string_view line = trimmed(whole);
    const std::string_view start = utf8_prefix(line, kLongestDiagnostic);
    return std::string(start) + (start.size() < line.size() ? "..." : "");
}

void write_delivery_status(mime::HeaderWriter& headers, const model::Message& report, AddressFields& addresses) {
    headers.plain("Content-Type", "message/delivery-status");
    headers.end_of_headers();
    headers.plain("Reporting-MTA", "dns; msmail.invalid");
    const std::string diagnostic = diagnostic_of(report);
    const Addresses* const failed = people_in(report, ids::kOriginalTo);
    if (failed == nullptr) return;
    for (const model::Address& address : *failed) {
        headers.end_of_headers();  // a blank line separates one recipient from the next
        write_recipient(headers, address, addresses);
        headers.plain("Action", "failed");
        headers.plain("Status", "5.0.0");
        if (diagnostic.empty()) continue;
        mime::FoldingLine line = headers.begin("Diagnostic-Code");
        line.token("x-microsoft-mail;");
        mime::write_unstructured(line, diagnostic);
        line.end();
    }
}

}  // namespace

std::string_view missing_in_report(const model::Message& message, model::MessageKind kind) {
    if (kind == model::MessageKind::read_receipt)
        return reader_of(message) == nullptr ? "nobody is named who read the message" : "";
    return people_in(message, ids::kOriginalTo) == nullptr ? "nobody is named who did not get the message" : "";
}

std::string_view report_type(model::MessageKind kind) {
    return kind == model::MessageKind::read_receipt ? "disposition-notification" : "delivery-status";
}

void write_report_fields(mime::HeaderWriter& headers, const model::Message& message, model::MessageKind kind,
                         const SourceClock& clock, AddressFields& addresses) {
    if (kind == model::MessageKind::read_receipt)
        write_disposition(headers, message, clock, addresses);
    else
        write_delivery_status(headers, message, addresses);
}

bool names_original(const model::Message& message) {
    return !message.attachments.empty() ||
           std::ranges::any_of(
               std::initializer_list<std::uint32_t>{ids::kOriginalFrom, ids::kOriginalSubject, ids::kOriginalSent},
               [&](std::uint32_t id) { return model::find_attribute(message, id) != nullptr; });
}

void write_original_fields(mime::HeaderWriter& headers, const model::Message& message, const SourceClock& clock,
                           AddressFields& addresses) {
    if (const auto* const sent = model::find_value<LocalTime>(message, ids::kOriginalSent))
        clock.write(headers, "Date", *sent);
    if (const Addresses* const senders = people_in(message, ids::kOriginalFrom)) addresses.write("From", *senders);
    if (const Addresses* const recipients = people_in(message, ids::kOriginalTo)) addresses.write("To", *recipients);
    if (const auto* const subject = model::find_value<std::string>(message, ids::kOriginalSubject))
        headers.text("Subject", mime::one_line(*subject));
    if (const auto id = from_stored_id(message.parent_id)) headers.plain("Message-ID", *id);
    headers.plain("X-Restante-No-Body", "yes");
    headers.plain("MIME-Version", "1.0");
}

}  // namespace restante::targets::mail
