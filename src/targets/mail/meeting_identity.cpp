#include "targets/mail/meeting_identity.h"

#include <cstdint>
#include <string_view>

#include "base/case_fold.h"
#include "base/sha256.h"
#include "model/address_parts.h"
#include "targets/mail/message_ids.h"

namespace restante::targets::mail {
namespace {

// The one form of an address, whatever map or domain the user gave. Short ones are of the sender's postoffice.
std::string identity_of(const model::Address& person, const model::Message& message) {
    model::AddressParts parts = model::parts_of(person);
    auto* const mail = std::get_if<model::MicrosoftMailAddress>(&parts);
    if (mail != nullptr && !mail->complete() && !message.from.empty()) {
        const model::Address& sender = message.from.front();
        const auto home = model::complete_mailbox(sender.type, sender.address, sender.name);
        if (home) *mail = model::completed(std::move(*mail), *home);
    }
    return fold_case(model::text_of(parts));
}

std::string hashed(std::string_view what, const std::string& organizer, std::string_view number) {
    std::string key;
    for (const std::string_view field : {what, std::string_view(organizer), number}) {
        key += std::to_string(field.size());
        key += ':';
        key += field;
    }
    return Sha256::hex_of(as_bytes(key)).substr(0, 40) + "@restante.invalid";
}

}  // namespace

const model::Address* organizer_of(const model::Message& message, model::MessageKind kind) {
    if (message.meeting && message.meeting->owner) return &*message.meeting->owner;
    const std::vector<model::Address>& others = model::is_response(kind) ? message.to : message.from;
    return others.empty() ? nullptr : &others.front();
}

std::string meeting_uid(const model::Message& message, model::MessageKind kind) {
    const std::uint32_t appointment = message.meeting ? message.meeting->appointment.value_or(0) : 0;
    const model::Address* const organizer = organizer_of(message, kind);
    if (organizer != nullptr && appointment != 0)
        return hashed("appointment", identity_of(*organizer, message), std::to_string(appointment));
    const auto conversation = from_stored_id(message.conversation_id);
    if (organizer != nullptr && conversation)
        return hashed("conversation", identity_of(*organizer, message), *conversation);
    return hashed("message", {}, message_id_of(message));
}

}  // namespace restante::targets::mail
