// What a migration needs to touch, told from its request alone. Source: docs/limits.md, Sandbox.
#pragma once

#include "service/migrate.h"
#include "service/sandbox/sandbox.h"

namespace restante::service {

// Makes the directories of targets, ledger and report that are not there yet, because only what exists can be allowed;
// none for a dry run, and none below the source.
[[nodiscard]] SandboxNeeds needs_of(const MigrateRequest& request);

// The path, and for a packing list the directory its files lie in.
[[nodiscard]] std::vector<std::string> needs_of_source(const std::string& path);

}  // namespace restante::service
