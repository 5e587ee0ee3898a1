// The target "directory:": accounts and groups for the directories of today. docs/targets/directory.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// directory:DIR with base=DN, create-base=1 and pst=PATH. usage: anything else, or a base that is no name.
Result<std::unique_ptr<Target>> open_account_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
