// The ledger of one migration: begun before the first byte is written, closed with all that is known at the end.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "pipeline/ledger_queue.h"
#include "service/migrate.h"
#include "service/report_place.h"

namespace restante::service {

class RunLedger {
public:
    // Makes directory and file where they are not there. Errors of the ledger.
    static Result<std::unique_ptr<RunLedger>> begin(const MigrateRequest& request, const std::string& place);

    // `separate`: mailboxes stand alone on every target, so that those which are complete can be left alone.
    Result<std::unique_ptr<pipeline::LedgerQueue>> queue(const pipeline::Plan& plan, std::size_t workers,
                                                         bool separate);
    // For one thread beside the one that calls everything else.
    Result<void> add_source_files(std::span<const ledger::SourceFile> files);
    // Everything a report needs that does not belong to one mailbox. `files`: those that are not added yet.
    Result<void> finish(const MigrateOutcome& outcome, const std::vector<ledger::SourceFile>& files);

    [[nodiscard]] const std::string& place() const { return place_; }

private:
    RunLedger(std::unique_ptr<ledger::Ledger> ledger, const MigrateRequest& request, std::string place)
        : ledger_(std::move(ledger)), request_(request), place_(std::move(place)) {}

    Result<void> bury_the_dead();

    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<ledger::Ledger> file_ledger_{};  // of add_source_files()
    const MigrateRequest& request_;
    std::string place_;
    std::string run_;
    std::string source_;
};

// What the ledger keeps of a request; its source is canonical, and relative targets start here.
[[nodiscard]] ledger::Run run_record(const MigrateRequest& request);
// The source as the ledger names it: the same from every working directory.
[[nodiscard]] std::string canonical_source(const std::string& source);

}  // namespace restante::service
