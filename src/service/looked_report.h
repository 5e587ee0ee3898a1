// What a read receipt, a non-delivery report, or a message about a meeting says, for people: the values that stand in
// attributes of their own and not in the text. Source: docs/formats/mmf-records.md "Attributes".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "model/message.h"

namespace restante::service {

struct LookedReport {
    // "read-receipt", "non-delivery", "meeting-request", "meeting-accepted", "meeting-declined", "meeting-tentative",
    // "meeting-cancelled"
    std::string_view kind{};
    std::vector<model::Address> people{};         // who read it; who did not get it; for whom a meeting was answered
    std::vector<model::Address> original_from{};  // whose message, or whose meeting it is
    std::optional<std::string> original_subject{};
    std::optional<std::string> explanation{};  // why it was not delivered, as the system said it
    std::optional<LocalTime> original_sent{}, read_at{};
    std::optional<LocalTime> start{}, end{};  // of a meeting
    bool response_requested = false;
};

// Nothing for other messages.
[[nodiscard]] std::optional<LookedReport> looked_report(const model::Message& message);

}  // namespace restante::service
