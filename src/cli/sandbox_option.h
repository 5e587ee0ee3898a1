// The option --sandbox, the same for every command that reads a source. Source: docs/limits.md, Sandbox.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/sandbox/sandbox.h"
#include "service/sandbox/scratch_directory.h"

namespace CLI {
class App;
}

namespace restante::cli {

// `mode` outlives the parsing; "": not asked for.
void add_sandbox_option(CLI::App& command, std::string& mode);

// In force from the moment it is made until the process ends.
class SandboxedCommand {
public:
    SandboxedCommand(const std::string& mode, service::SandboxNeeds needs);

    // It was required and cannot be had: what to return instead of beginning.
    [[nodiscard]] std::optional<int> refusal() const { return refusal_; }
    // What this kernel cannot do; has been said already.
    [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }

private:
    std::optional<service::ScratchDirectory> scratch_;
    std::vector<std::string> missing_;
    std::optional<int> refusal_;
};

}  // namespace restante::cli
