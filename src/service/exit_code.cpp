#include "service/exit_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace restante::service {

tl::unexpected<Refusal> refuse(ExitCode code, std::string text) {
    return tl::unexpected<Refusal>(Refusal{code, std::move(text)});
}

tl::unexpected<Refusal> refuse_source(const Error& error) {
    const ExitCode code = error.code == Errc::usage       ? ExitCode::usage
                          : error.code == Errc::cancelled ? ExitCode::interrupted
                                                          : ExitCode::bad_source;
    return refuse(code, error.describe());
}

tl::unexpected<Refusal> refuse_target(const Error& error) {
    switch (error.code) {
        case Errc::usage:
        case Errc::exists:
            return refuse(ExitCode::usage, error.describe());
        case Errc::unreachable:
        case Errc::auth:
        case Errc::throttled:
            return refuse(ExitCode::unavailable, error.describe());
        case Errc::cancelled:
            return refuse(ExitCode::interrupted, error.describe());
        default:
            return refuse(ExitCode::io, error.describe());
    }
}

ExitCode exit_code_of_stop(const Error& error) {
    return error.code == Errc::cancelled ? ExitCode::interrupted : ExitCode::io;
}

ExitCode exit_code_of(const Findings& findings) {
    ExitCode code = ExitCode::success;
    for (const Finding& finding : findings.list()) {
        if (finding.severity() == Severity::warning) code = worse(code, ExitCode::warnings);
        if (finding.severity() == Severity::error) code = worse(code, ExitCode::undelivered);
    }
    // Beyond the limit nobody looked at severities; what is not named must not pass as clean.
    if (findings.total() > findings.list().size()) code = worse(code, ExitCode::warnings);
    return code;
}

std::string finding_line(const Finding& finding) {
    std::string text = fmt::format("{} {}", message_text(finding.id).code, name_of(finding.severity()));
    if (!finding.item.empty()) text += " " + finding.item;
    if (finding.offset) text += fmt::format(" @0x{:x}", *finding.offset);
    return text + ": " + finding.text;
}

ExitCode worse(ExitCode a, ExitCode b) { return std::max(a, b); }

}  // namespace restante::service
