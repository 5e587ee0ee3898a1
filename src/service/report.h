// The result of a run on paper: report.json for machines, report.txt for people. Source: docs/report.md.
//
// Deterministic: the same run of the same source writes the same bytes; no clock, no host names.
#pragma once

#include <string>

#include "base/byte_sink.h"
#include "base/result.h"
#include "service/migrate.h"

namespace restante::service {

struct Report {
    const MigrateRequest& request;
    const sources::SourceDescription& source;
    const pipeline::RunResult& run;
    ExitCode exit_code{};
    const std::vector<pipeline::CountedAddress>& unresolved;
};

// Schema restante-report/1, piece by piece. Errors of the sink.
Result<void> write_report_json(const Report& report, ByteSink& sink);
[[nodiscard]] std::string report_json(const Report& report);  // the same
[[nodiscard]] std::string report_text(const Report& report);
[[nodiscard]] std::string_view meaning_of(ExitCode code);  // one sentence without a full stop

// PATH.json and PATH.txt, each complete or not at all; makes the directory. denied, no_space, io.
Result<void> write_report(const std::string& path, const Report& report);

}  // namespace restante::service
