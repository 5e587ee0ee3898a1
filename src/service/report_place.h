// Where the report of a run goes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/migrate.h"
#include "targets/target.h"

namespace restante::service {

struct ReportPlace {
    std::string path;       // without ".json" and ".txt"
    bool fallback = false;  // the user's state directory, because nothing better was there
};

// --report DIR; else beside the first target that has a place for files; else $XDG_STATE_HOME/restante or
// ~/.local/state/restante, in a folder named after the source.
ReportPlace report_place(const MigrateRequest& request, const std::vector<std::unique_ptr<targets::Target>>& targets);

// --ledger; else beside the first target that has a place for files; else where the report is.
ReportPlace ledger_place(const MigrateRequest& request, const std::vector<std::unique_ptr<targets::Target>>& targets);

}  // namespace restante::service
