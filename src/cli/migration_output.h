// Runs a migration and tells how it goes: what migrate, resume and their kin have in common.
#pragma once

#include "cli/output.h"
#include "service/migrate.h"

namespace CLI {
class App;
}

namespace restante::cli {

struct OutputOptions {
    bool json = false, quiet = false, verbose = false, no_progress = false;
};

void add_output_options(CLI::App& command, OutputOptions& options);
// A sentence when they contradict each other; else "".
[[nodiscard]] std::string contradiction_in(const OutputOptions& options, const std::vector<std::string>& targets);

// The exit code.
int run_and_tell(const service::MigrateRequest& request, const OutputOptions& options, Output& output);

}  // namespace restante::cli
