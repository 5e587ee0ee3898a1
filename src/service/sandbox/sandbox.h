// Takes from this process, for good, what reading old mail needs not: other files, other programs, the network. A
// reader that a hostile file took over could then do no more than spoil its own output. Source: docs/limits.md,
// Sandbox.
#pragma once

#include <string>
#include <vector>

namespace restante::service {

// What stays allowed, besides what the libraries need of the system. Paths that do not exist are passed over.
struct SandboxNeeds {
    std::vector<std::string> read{};   // files, and directories with all that is below
    std::vector<std::string> write{};  // directories, with all that is below
    std::vector<std::string> empty{};  // directories from which empty directories may be removed
    bool network = false;
};

// To be called while the process has one thread. Answers what this kernel cannot take away, as sentences without a full
// stop; none: everything is in force. The rest is in force in any case.
[[nodiscard]] std::vector<std::string> enter_sandbox(const SandboxNeeds& needs);

}  // namespace restante::service
