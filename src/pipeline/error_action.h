// The one table that says what an error means for the run, once trying again did not help
// (targets/server/retry_rules.h): go on with the next item, give up this mailbox on this
// target, or stop everything.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace restante::pipeline {

enum class Action : std::uint8_t { skip_item, stop_mailbox, stop_run };

// An error of the source never stops the run: a bad sector or a damaged record costs the items that lie on it.
[[nodiscard]] Action action_for_source_error(Errc code);
// A target that refuses one item gets the next one; one that cannot take anything any more stops the run.
[[nodiscard]] Action action_for_target_error(Errc code);
// Whether a target that gave this error, and stops the run, may be back in some minutes.
[[nodiscard]] constexpr bool worth_waiting(Errc code) { return code == Errc::unreachable || code == Errc::throttled; }

}  // namespace restante::pipeline
