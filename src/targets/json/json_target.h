// Target json: the model as JSON Lines, one line a mailbox, schema restante/1. Source: docs/json-model.md.
//
// Streams: one message in memory at a time. FILE appears complete or not at all (temporary file, then rename).
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "targets/target.h"

namespace restante::targets {

// `file` "-": standard output. An existing file that is not ours is refused (exists) without options.overwrite.
Result<std::unique_ptr<Target>> open_json_target(const std::string& file, const TargetOptions& options);

}  // namespace restante::targets
