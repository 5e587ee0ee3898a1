// What mail programs and mail stores keep beside a message: its times and its flags.
#pragma once

#include <cstdint>
#include <optional>

#include "base/local_time.h"
#include "base/time_zone.h"
#include "model/folder.h"
#include "model/message.h"

namespace restante::targets::mail {

enum class DateOrigin : std::uint8_t { sent, received, modified, none };

struct Envelope {
    std::optional<LocalTime> date{};  // of the Date field: sent, else received, else modified
    DateOrigin date_origin = DateOrigin::none;
    std::optional<LocalTime> arrival{};  // file times and sort order: received, else date
    bool read = false;                   // unknown is unread
    bool draft = false;                  // composed here and not sent, or waiting in the Outbox
    bool own_copy = false;               // written by the owner of the mailbox: Bcc may show
};

// docs/targets/mail.md, Flags. Invalid dates count as absent.
[[nodiscard]] Envelope envelope_of(const model::Message& message, const model::Folder& folder);

// Seconds since 1970 of the arrival; 0 when undated.
[[nodiscard]] std::int64_t arrival_time(const Envelope& envelope, const TimeZone& zone);

}  // namespace restante::targets::mail
