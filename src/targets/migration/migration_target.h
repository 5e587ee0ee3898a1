// The target "migration:": a set of Exchange migration files. docs/targets/migration.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// migration:DIR with codepage=N. usage: anything else, or a code page that migration files cannot be in.
Result<std::unique_ptr<Target>> open_migration_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
