// What an error of a server means for what was sent: the one table for all servers, and how often each way is tried.
// What becomes of the run when nothing helps is decided in pipeline/error_action.h.
//
//   throttled     the same again, when the server wants it (pacer.h): its own hint, or waits that double
//   unreachable   on a new connection, after a look at what has arrived
//   no_space, denied, auth, not_found    nothing else will be taken either
//   all others    the next item
#pragma once

#include "base/result.h"

namespace restante::targets::server {

constexpr int kMostWaits = 20;             // in a row, for one batch or question
constexpr int kMostLosses = 3;             // of the connection, with a batch on its way and nothing taken meanwhile
constexpr int kMostLossesWhileAsking = 6;  // when nothing can be stored twice
constexpr int kMostLossesAtFirst = 1;      // who cannot be reached at all should be told at once
constexpr int kMostConnectAttempts = 6;    // one after the other, before a connection counts as gone

[[nodiscard]] constexpr bool again_after_waiting(Errc code) { return code == Errc::throttled; }
[[nodiscard]] constexpr bool again_on_a_new_connection(Errc code) { return code == Errc::unreachable; }
[[nodiscard]] constexpr bool ends_everything(Errc code) {
    return code == Errc::no_space || code == Errc::denied || code == Errc::auth || code == Errc::not_found;
}

}  // namespace restante::targets::server
