// Target maildir: docs/targets/files.md.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "targets/target.h"

namespace restante::targets {

// usage: no directory. Nothing is touched before open_mailbox().
Result<std::unique_ptr<Target>> open_maildir_target(const std::string& directory, const TargetOptions& options);

}  // namespace restante::targets
