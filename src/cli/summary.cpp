#include "cli/summary.h"

#include <fmt/format.h>

#include <iterator>

#include "service/exit_code.h"

namespace restante::cli {
namespace {

std::size_t count(const Findings& findings, Severity severity) {
    std::size_t number = 0;
    for (const Finding& finding : findings.list()) number += finding.severity() == severity ? 1U : 0U;
    return number;
}

std::size_t count(const pipeline::RunResult& run, Severity severity) {
    std::size_t number = count(run.findings, severity);
    for (const auto& mailbox : run.per_mailbox) {
        number += count(mailbox.findings, severity);
        for (const Findings& losses : mailbox.losses) number += count(losses, severity);
    }
    return number;
}

}  // namespace

std::string summary_text(const service::MigrateOutcome& outcome, bool dry_run) {
    std::string text;
    const auto out = std::back_inserter(text);
    const auto row = [&out](const char* name, const pipeline::Tally& tally) {
        fmt::format_to(out, "{:<14}{:>10}{:>11}{:>10}{:>9}\n", name, tally.found, tally.delivered, tally.skipped,
                       tally.failed);
    };
    fmt::format_to(out, "{:<14}{:>10}{:>11}{:>10}{:>9}\n", "", "found", "delivered", "skipped", "failed");
    row("mailboxes", outcome.run.mailboxes);
    pipeline::Counts::for_each(outcome.run.totals, row);
    const std::size_t warnings = count(outcome.run, Severity::warning), errors = count(outcome.run, Severity::error);
    if (outcome.run.already_there != 0)
        fmt::format_to(out, "{} of the delivered messages were there already\n", outcome.run.already_there);
    if (outcome.run.recovered != 0)
        fmt::format_to(out, "{} of the delivered messages were recovered\n", outcome.run.recovered);
    if (warnings + errors != 0) fmt::format_to(out, "{} warnings, {} errors\n", warnings, errors);
    if (outcome.may_hold_more) fmt::format_to(out, "the source is damaged; restante recover may find more\n");
    if (dry_run) fmt::format_to(out, "dry run: nothing was written\n");
    if (!outcome.report.empty()) fmt::format_to(out, "report: {}\n", outcome.report);
    if (!outcome.ledger.empty()) fmt::format_to(out, "ledger: {}\n", outcome.ledger);
    return text;
}

std::string stop_sentence(const service::MigrateOutcome& outcome) {
    const Error& error = *outcome.run.stopped;
    if (error.code == Errc::cancelled)
        return "interrupted; what is complete stays, running the same command again does the rest";
    return error.describe() + "; what is complete stays, running the same command again does the rest";
}

}  // namespace restante::cli
