// Landlock: which files may be touched. docs/limits.md, Sandbox.
#pragma once

#include <string>

#include "service/sandbox/sandbox.h"

namespace restante::service {

// "" when it is in force, else why not.
[[nodiscard]] std::string restrict_files(const SandboxNeeds& needs);

}  // namespace restante::service
