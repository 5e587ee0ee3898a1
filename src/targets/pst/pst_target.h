// The target "pst:": Outlook data files. docs/targets/pst.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// pst:DIR or pst:FILE.pst, with format=unicode|ansi, max-size=BYTES, encoding=permute|none|cyclic and codepage=N.
Result<std::unique_ptr<Target>> open_pst_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
