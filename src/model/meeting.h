// What a meeting request, an answer to one, or a cancellation says about its meeting.
#pragma once

#include <cstdint>
#include <optional>

#include "base/local_time.h"
#include "model/address.h"

namespace restante::model {

struct Meeting {
    std::optional<LocalTime> start{}, end{};  // valid; nothing when the source has none that exists
    std::optional<Address> owner{};           // whose meeting it is
    std::optional<Address> answered_for{};    // of an answer: who will come or not, whoever sent it
    // Names the meeting in the owner's calendar. Absent when the source has none; 0 names nothing either.
    std::optional<std::uint32_t> appointment{};
    bool response_requested = false;
};

}  // namespace restante::model
