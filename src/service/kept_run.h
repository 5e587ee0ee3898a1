// What the ledger keeps of a run beside its mailboxes, and the report made of all of it again.
#pragma once

#include <string>
#include <string_view>

#include "ledger/ledger.h"
#include "service/migrate.h"

namespace restante::service {

inline constexpr const char* kKeptRun = "run";  // its name in the ledger

// Source, exit code, why it stopped, addresses without a way, mailboxes that never became units.
[[nodiscard]] std::string kept_run_json(const MigrateOutcome& outcome);

struct KeptRun {
    ledger::Run record{};
    MigrateRequest request{};
    std::string directory{};  // where the relative paths of the request start
    MigrateOutcome outcome{};
    bool finished = false;  // false: it was killed before it could say how it went
};

// The run of that id, or the last one begun. not_found: the ledger has none; bad_value: it was kept by something else.
Result<KeptRun> load_run(ledger::Ledger& ledger, const std::string& id);

}  // namespace restante::service
