// What a use case ends with. Source: docs/command-line.md, "Exit codes".
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

#include "base/finding.h"
#include "base/result.h"

namespace restante::service {

enum class ExitCode : std::uint8_t {
    success = 0,
    warnings = 1,      // delivered, but something was converted with loss, guessed, or recovered
    undelivered = 2,   // some items were not delivered, each named
    usage = 64,        // nothing was touched
    bad_source = 66,   // missing, unreadable, or nothing we know; nothing was written
    unavailable = 69,  // a target cannot be reached or refuses the login
    io = 74,           // input/output error on a target or an output
    interrupted = 130,
};

// A use case that could not start, or could not go on.
struct Refusal {
    ExitCode code{};
    std::string text{};  // sentences for the user, without a full stop at the end
};

template <class T>
using Outcome = tl::expected<T, Refusal>;

[[nodiscard]] tl::unexpected<Refusal> refuse(ExitCode code, std::string text);
[[nodiscard]] tl::unexpected<Refusal> refuse_source(const Error& error);
// An error of a target before anything was sent.
[[nodiscard]] tl::unexpected<Refusal> refuse_target(const Error& error);
[[nodiscard]] ExitCode exit_code_of_stop(const Error& error);  // an error that ended a run early

// success when there is nothing above info, warnings up to warning, undelivered with an error.
[[nodiscard]] ExitCode exit_code_of(const Findings& findings);
[[nodiscard]] std::string finding_line(const Finding& finding);  // "MMF-005 warning Inbox/3 @0x4a02: text"
[[nodiscard]] ExitCode worse(ExitCode a, ExitCode b);

}  // namespace restante::service
