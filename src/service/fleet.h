// Use cases plan, worker and status: one migration of many postoffices by many workers, held together by a ledger.
// Source: docs/operations/fleets.md.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/records.h"
#include "service/migrate.h"
#include "service/secrets.h"

namespace restante::service {

struct PlanRequest {
    MigrateRequest like{};               // targets and choices; the source and the ledger of each run are put in
    std::vector<std::string> sources{};  // each becomes a run
    std::string ledger{};
};

struct PlanOutcome {
    std::size_t registered = 0;  // new ones
    std::size_t known = 0;       // registered before
};

// Registers sources without opening them: thousands take seconds. Refuses sources that do not exist (66) and targets
// that cannot be shared by several workers (64).
Outcome<PlanOutcome> plan_fleet(const PlanRequest& request);

struct WorkerRequest {
    std::string ledger{};
    std::uint32_t connections = 0;  // to one target at most, over all workers; 0: no limit
    std::size_t most = 0;           // units, then stop; 0: until nothing is left
    bool stay = false;              // also while others are at work: one of them may die on another machine
    SecretPlaces secret{};          // instead of those the runs were planned with
};

struct WorkerOutcome {
    ExitCode exit_code{};
    std::size_t sources = 0;    // listed by this worker
    std::size_t mailboxes = 0;  // done by it
    std::size_t failed = 0;     // of them, not or not completely delivered
};

// Claims sources and mailboxes until none is left for it. A source that cannot be opened, or a mailbox that cannot be
// delivered, stops nobody. `cancel` lets it end with the message in hand.
Outcome<WorkerOutcome> work_for_fleet(const WorkerRequest& request, Observer& observer,
                                      const std::atomic<bool>& cancel);

struct FleetStatus {
    struct States {
        std::uint64_t planned = 0, leased = 0, complete = 0, incomplete = 0, failed = 0, skipped = 0;
    };
    struct Worker {
        std::string name{};
        std::string source{}, mailbox{};
    };
    std::uint64_t runs = 0;
    States sources{}, mailboxes{};
    std::vector<ledger::StateCount> items{};
    std::vector<Worker> workers{};
    std::vector<ledger::Unit> troubled{};  // units that failed or are incomplete; at most kMostTroubled
    static constexpr std::size_t kMostTroubled = 100;
};

Outcome<FleetStatus> status_of_fleet(const std::string& ledger);

}  // namespace restante::service
