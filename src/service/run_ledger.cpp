#include "service/run_ledger.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/sha256.h"
#include "pipeline/kept_outcome.h"
#include "service/kept_run.h"
#include "service/request_json.h"
#include "service/worker_name.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

std::string working_directory() {
    std::error_code ignored;
    return fs::current_path(ignored).string();
}

}  // namespace

std::string canonical_source(const std::string& source) {
    std::error_code error;
    const fs::path path = fs::weakly_canonical(fs::absolute(source, error), error);
    return error ? source : path.string();
}

ledger::Run run_record(const MigrateRequest& request) {
    ledger::Run record;
    record.source = canonical_source(request.source);
    record.targets = request.targets;
    record.settings = request_json(request, working_directory());
    record.id = Sha256::hex_of(as_bytes(record.source + '\n' + record.settings)).substr(0, 32);
    return record;
}

Result<std::unique_ptr<RunLedger>> RunLedger::begin(const MigrateRequest& request, const std::string& place) {
    if (const fs::path directory = fs::path(place).parent_path(); !ledger::is_server(place) && !directory.empty()) {
        std::error_code error;
        fs::create_directories(directory, error);
        if (error) return fail(Errc::io, directory.string() + ": " + error.message());
    }
    auto opened = TRY(ledger::open_ledger(place));  // not within new, whose memory nobody would give back
    std::unique_ptr<RunLedger> run(new RunLedger(std::move(opened), request, place));
    const ledger::Run record = run_record(request);
    run->source_ = record.source;
    run->run_ = record.id;
    TRY_VOID(run->bury_the_dead());
    TRY_VOID(run->ledger_->begin_run(record));
    TRY_VOID(run->ledger_->event(record.id, "begun", own_worker_name()));
    return run;
}

// Their leases would run for minutes, and whoever starts again at once should not wait.
Result<void> RunLedger::bury_the_dead() {
    for (const std::string& worker : TRY(ledger_->workers()))
        if (is_dead(worker)) TRY_VOID(ledger_->bury(worker));
    return {};
}

Result<std::unique_ptr<pipeline::LedgerQueue>> RunLedger::queue(const pipeline::Plan& plan, std::size_t workers,
                                                                bool separate) {
    pipeline::LedgerSettings settings;
    settings.place = place_;
    settings.run = run_;
    settings.source = source_;
    settings.targets = request_.targets.size();
    settings.process = own_worker_name();
    settings.only_missing = request_.only_missing && separate;
    return pipeline::LedgerQueue::open(std::move(settings), plan, workers);
}

Result<void> RunLedger::add_source_files(std::span<const ledger::SourceFile> files) {
    if (!file_ledger_) file_ledger_ = TRY(ledger::open_ledger(place_));
    return file_ledger_->add_source_files(run_, files);
}

Result<void> RunLedger::finish(const MigrateOutcome& outcome, const std::vector<ledger::SourceFile>& files) {
    TRY_VOID(ledger_->add_source_files(run_, files));
    TRY_VOID(ledger_->replace_notes(run_, 0, pipeline::notes_of(outcome.run.findings)));
    TRY_VOID(ledger_->keep(run_, kKeptRun, kept_run_json(outcome)));
    return ledger_->event(run_, outcome.run.stopped ? "stopped" : "finished",
                          outcome.run.stopped ? outcome.run.stopped->describe() : "");
}

}  // namespace restante::service
