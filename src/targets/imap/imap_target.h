// imap://[USER@]HOST[:PORT][/ROOT], imaps://...: mail goes to a server, with its flags and dates. docs/targets/imap.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// usage: the URI is not understood, or holds a password.
Result<std::unique_ptr<Target>> open_imap_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
