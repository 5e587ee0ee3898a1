// Use case migrate: one source to one or more targets, with a report. Prints nothing.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "pipeline/address_census.h"
#include "pipeline/observer.h"
#include "pipeline/run_result.h"
#include "pipeline/selection.h"
#include "service/exit_code.h"
#include "sources/source.h"
#include "targets/secret.h"

namespace restante::service {

using pipeline::Observer;

struct MigrateRequest {
    std::string source{};
    std::vector<std::string> targets{};  // URIs, at least one
    pipeline::Selection selection{};
    std::string domain{};                // for addresses without one
    std::string map{};                   // file of the address map; "" for none
    std::string users{};                 // file of the user list; "" for none
    std::string time_zone{};             // "": keep local times, take them for UTC
    int code_page = 0;                   // 0: chosen from the source
    std::string administrator{};         // the account that manages the postoffice; "": found out
    std::vector<std::string> layouts{};  // files that describe records of postoffices
    std::vector<std::string> passwords{};
    bool dig = false;                   // recover: deleted messages, orphans
    std::vector<std::string> pieces{};  // recover: the other parts of a split file, in order
    bool overwrite = false;
    bool dry_run = false;
    std::string report_directory{};  // "": beside the first file target, else the user's state directory
    std::string ledger{};            // file or postgresql://...; "": beside the first file target, else as above
    std::size_t workers = 0;         // mailboxes at once; 0: the cores
    std::uint32_t patience = 5;      // minutes to go on trying, for each mailbox, when a target is away
    // Where a login's password comes from (service/secrets.h). The command may hold one: it is never kept.
    std::string secret_file{}, secret_command{};
    targets::SecretSource secret{};  // asked instead of those when it is there: what it says stays in memory
    bool insecure = false;           // any certificate of a server will do
    bool one_connection = false;     // one to a server for each mailbox: somebody counts them
    std::vector<Finding> notices{};  // about the run itself, known before it begins; never kept
    bool only_missing = false;       // go on: leave alone mailboxes that the ledger knows to be complete
};

struct MigrateOutcome {
    ExitCode exit_code{};
    sources::SourceDescription source{};
    pipeline::RunResult run{};
    std::vector<pipeline::CountedAddress> unresolved{};  // addresses nobody can reach, as far as the run read
    std::string report{};                                // path of the readable report; "" when none was written
    std::string report_problem{};                        // why there is none, when there should be one
    std::string ledger{};                                // where the run is on record; "" when it is nowhere
    std::string ledger_problem{};                        // why it is not, when it should be
    bool may_hold_more = false;                          // a message file is damaged, and nobody has dug yet
};

// Refuses before anything is written (64, 66, 69, 74); afterwards always gives an outcome, whose exit code says how
// it went. `cancel` may be set from a signal handler at any time.
Outcome<MigrateOutcome> migrate(const MigrateRequest& request, Observer& observer, const std::atomic<bool>& cancel);

}  // namespace restante::service
