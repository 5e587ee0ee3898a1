#include "service/migrate.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "service/addressing.h"
#include "service/migration_session.h"
#include "service/open_run.h"
#include "service/report.h"
#include "service/report_place.h"
#include "service/run_exit_code.h"
#include "service/run_ledger.h"
#include "service/source_hashes.h"
#include "targets/files/output_file.h"

namespace restante::service {
namespace {

// Rows that could not be understood stand beside the report, ready to be corrected. docs/formats/migration.md, Recovery
// file. Those of an earlier run go: they were those of that run.
Result<void> write_refused_rows(const std::string& report, const std::string& rows) {
    constexpr std::string_view kReport = "report";  // what the name of every report ends with
    const std::string path = report.substr(0, report.size() - kReport.size()) + "recovery.pri";
    if (!rows.empty()) return targets::files::write_file(path, rows);
    std::error_code none;
    std::filesystem::remove(path, none);
    return {};
}

void write_report_of(const MigrateRequest& request, MigrationSession& session, MigrateOutcome& outcome) {
    if (request.dry_run && request.report_directory.empty()) return;
    const ReportPlace place = report_place(request, session.targets());
    auto written =
        write_report(place.path, Report{request, outcome.source, outcome.run, outcome.exit_code, outcome.unresolved});
    if (written) written = write_refused_rows(place.path, session.source().refused_rows());
    if (written) {
        outcome.report = place.path + ".txt";
        return;
    }
    outcome.report_problem = written.error().describe();
    // The mail is where it belongs; only a report that was asked for, or stands beside the mail, is worth an error.
    if (!place.fallback && !outcome.run.stopped) outcome.exit_code = ExitCode::io;
}

std::size_t workers_of(const MigrateRequest& request) {
    return request.workers != 0 ? request.workers : std::max(1U, std::thread::hardware_concurrency());
}

struct BegunLedger {
    std::unique_ptr<RunLedger> ledger{};
    std::unique_ptr<pipeline::LedgerQueue> queue{};
};

// Without a ledger nothing begins, but where nobody asked for one and there is no place of its own for it.
Outcome<BegunLedger> begin_ledger(const MigrateRequest& request, MigrationSession& session, MigrateOutcome& outcome) {
    const ReportPlace place = ledger_place(request, session.targets());
    BegunLedger begun;
    auto ledger = RunLedger::begin(request, place.path);
    if (ledger) {
        auto queue = (*ledger)->queue(session.plan(), workers_of(request), session.separate_mailboxes());
        if (queue) {
            begun = {std::move(*ledger), std::move(*queue)};
            outcome.ledger = shown_ledger(place.path);
            return begun;
        }
        ledger = tl::unexpected(std::move(queue.error()));
    }
    if (!place.fallback) return refuse_target(std::move(ledger.error()).in("ledger"));
    outcome.ledger_problem = ledger.error().describe();
    return begun;
}

// What was delivered stays delivered when the end cannot be put on record.
void close_ledger(RunLedger& ledger, const Result<std::vector<ledger::SourceFile>>& files, MigrateOutcome& outcome) {
    const auto closed = files ? ledger.finish(outcome, *files) : Result<void>(tl::unexpected(files.error()));
    if (closed) return;
    outcome.ledger_problem = closed.error().describe();
    if (!outcome.run.stopped) outcome.exit_code = ExitCode::io;
}

// Something of a message file could not be read.
bool is_damaged(const pipeline::RunResult& run) {
    const auto lost = [](const Finding& finding) {
        return finding.severity() == Severity::error &&
               std::string_view(message_text(finding.id).code).starts_with("MMF-");
    };
    return std::ranges::any_of(run.per_mailbox, [&lost](const pipeline::MailboxResult& mailbox) {
        return std::ranges::any_of(mailbox.findings.list(), lost);
    });
}

void close_targets(MigrationSession& session, MigrateOutcome& outcome) {
    if (session.request().dry_run) return;
    for (const auto& target : session.targets()) {
        auto closed = target->close();
        if (closed || outcome.run.stopped) continue;
        outcome.run.stopped = std::move(closed.error());
        outcome.exit_code = exit_code_of_stop(*outcome.run.stopped);
    }
}

void add_run_findings(const MigrateRequest& request, MigrationSession& session, Observer& observer,
                      MigrateOutcome& outcome) {
    const auto add = [&](const Finding& finding) {
        observer.found("", finding);
        outcome.run.findings.add(finding);
    };
    if (request.time_zone.empty())
        add({MessageId::run_no_time_zone, {}, "", "local times are taken for UTC where a target needs UTC"});
    if (const auto idle = idle_rules_finding(session.census()); idle && !outcome.run.stopped) add(*idle);
    if (const auto unnamed = unnamed_addresses_finding(session.census())) add(*unnamed);
    for (const Finding& notice : request.notices) add(notice);
    for (const Finding& finding : session.source().findings().list()) add(finding);
}

}  // namespace

Outcome<MigrateOutcome> migrate(const MigrateRequest& request, Observer& observer, const std::atomic<bool>& cancel) {
    auto opened = MigrationSession::open(request);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    MigrationSession& session = **opened;

    MigrateOutcome outcome;
    outcome.source = session.source().description();
    BegunLedger begun;
    if (!request.dry_run) {
        auto ledger = begin_ledger(request, session, outcome);
        if (!ledger) return tl::unexpected(std::move(ledger.error()));
        begun = std::move(*ledger);
    }
    std::optional<SourceHashes> hashes;
    if (begun.ledger)
        hashes.emplace(session.source(), [&](std::span<const ledger::SourceFile> files) {
            return begun.ledger->add_source_files(files);
        });
    outcome.run = session.run(workers_of(request), begun.queue.get(), observer, cancel);
    begun.queue.reset();
    add_run_findings(request, session, observer, outcome);
    outcome.unresolved = unreachable(session.census());
    outcome.exit_code = exit_code_of(outcome.run);
    outcome.may_hold_more = !request.dig && is_damaged(outcome.run);
    write_report_of(request, session, outcome);
    close_targets(session, outcome);
    if (begun.ledger) close_ledger(*begun.ledger, outcome.run.stopped ? hashes->stop() : hashes->finish(), outcome);
    return outcome;
}

}  // namespace restante::service
