#include "targets/mail/envelope.h"

namespace restante::targets::mail {
namespace {

bool there(const std::optional<LocalTime>& time) { return time && time->valid(); }

}  // namespace

Envelope envelope_of(const model::Message& message, const model::Folder& folder) {
    Envelope envelope;
    if (there(message.sent)) {
        envelope.date = message.sent;
        envelope.date_origin = DateOrigin::sent;
    } else if (there(message.received)) {
        envelope.date = message.received;
        envelope.date_origin = DateOrigin::received;
    } else if (there(message.modified)) {
        envelope.date = message.modified;
        envelope.date_origin = DateOrigin::modified;
    }
    envelope.arrival = there(message.received) ? message.received : envelope.date;

    const model::MessageStatus status = message.status.value_or(model::MessageStatus{});
    const bool in_outbox = folder.role == model::FolderRole::outbox;
    const bool in_sent = folder.role == model::FolderRole::sent;
    envelope.read = status.read;
    // The bit "local" stays set on sent mail: alone it does not make a draft.
    envelope.draft = in_outbox || (status.unsent && !status.submitted && !in_sent);
    envelope.own_copy = status.from_me || status.unsent || in_outbox || in_sent;
    return envelope;
}

std::int64_t arrival_time(const Envelope& envelope, const TimeZone& zone) {
    return envelope.arrival ? zone.to_unix(*envelope.arrival) : 0;
}

}  // namespace restante::targets::mail
