// The exit code of a run, by all that is known of it.
#pragma once

#include "pipeline/run_result.h"
#include "service/exit_code.h"

namespace restante::service {

[[nodiscard]] ExitCode exit_code_of(const pipeline::RunResult& run);

}  // namespace restante::service
