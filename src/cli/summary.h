// What is said at the end of a run.
#pragma once

#include <string>

#include "service/migrate.h"

namespace restante::cli {

// A table of found, delivered, skipped, failed, and where the report is; lines end with a line feed.
[[nodiscard]] std::string summary_text(const service::MigrateOutcome& outcome, bool dry_run);
// Why the run ended early, and that running it again goes on.
[[nodiscard]] std::string stop_sentence(const service::MigrateOutcome& outcome);

}  // namespace restante::cli
