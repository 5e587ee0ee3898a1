// ews://[USER@]HOST[:PORT][/PATH]: mail, people and lists go to Exchange Web Services, with their flags and dates.
// docs/targets/ews.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// usage: the URI is not understood, or holds a password.
Result<std::unique_ptr<Target>> open_ews_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
