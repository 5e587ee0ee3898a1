// Use case resume: go on with a run that its ledger knows.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "service/migrate.h"
#include "service/secrets.h"

namespace restante::service {

struct ResumeRequest {
    std::string ledger{};                  // a file or postgresql://...
    std::string run{};                     // the beginning of its id; "": the last one begun
    std::vector<std::string> passwords{};  // never in the ledger
    std::size_t workers = 0;               // 0: the cores
    SecretPlaces secret{};                 // instead of the one the run was begun with
};

// What migrate() is to be asked to go on. Changes the working directory to where the run was begun, so that its
// relative paths mean the same. Refuses as migrate() does; 66: no ledger, or no such run in it.
Outcome<MigrateRequest> request_to_resume(const ResumeRequest& request);

}  // namespace restante::service
