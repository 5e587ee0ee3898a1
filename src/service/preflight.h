// Use case preflight: whether a migration could begin. Opens source and targets, logs in, checks rights; writes
// nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "service/migrate.h"

namespace restante::service {

struct Preflight {
    std::vector<std::string> places{};  // of the targets, in their order: directories, files, servers
    std::size_t mailboxes = 0;          // that would be delivered
    std::uint64_t messages = 0;         // in them, before any choice by folder or date
};

// Refuses as migrate() would before the first byte.
Outcome<Preflight> preflight(const MigrateRequest& request);

}  // namespace restante::service
