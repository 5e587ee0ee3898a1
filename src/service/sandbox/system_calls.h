// Seccomp: which calls of the kernel are refused. docs/limits.md, Sandbox.
#pragma once

#include <string>

namespace restante::service {

// "" when it is in force, else why not.
[[nodiscard]] std::string restrict_system_calls(bool network);

}  // namespace restante::service
