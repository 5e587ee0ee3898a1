// The target "ldif:": address books as LDIF for a directory server. docs/targets/contacts.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// ldif:DIR with base=DN and create-base=1. usage: anything else, or a base that is no name.
Result<std::unique_ptr<Target>> open_ldif_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
