// The target "bag:": a BagIt package around another target. docs/targets/bag.md, RFC 8493
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// bag:DIR[?inner=eml|mbox|maildir|pst]; eml when nothing is said.
Result<std::unique_ptr<Target>> open_bag_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
