#include "cli/migration_output.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "cli/event_stream.h"
#include "cli/interrupt.h"
#include "cli/summary.h"
#include "cli/text_progress.h"

namespace restante::cli {

void add_output_options(CLI::App& command, OutputOptions& options) {
    const auto group = "Output";
    command.add_flag("--json", options.json, "Events as JSON Lines on standard output")->group(group);
    command.add_flag("--quiet", options.quiet, "Say only what went wrong")->group(group);
    command.add_flag("--verbose", options.verbose, "Name every folder and finding")->group(group);
    command.add_flag("--no-progress", options.no_progress, "No progress line")->group(group);
}

std::string contradiction_in(const OutputOptions& options, const std::vector<std::string>& targets) {
    if (options.quiet && options.verbose) return "--quiet and --verbose contradict each other";
    if (options.json && std::find(targets.begin(), targets.end(), "json:-") != targets.end())
        return "--json and json:- would both write to standard output";
    return {};
}

int run_and_tell(const service::MigrateRequest& request, const OutputOptions& options, Output& output) {
    std::unique_ptr<TextProgress> text;
    std::unique_ptr<EventStream> events;
    if (options.json)
        events = std::make_unique<EventStream>(output, request.targets);
    else
        text = std::make_unique<TextProgress>(Verbosity{options.quiet, options.verbose, options.no_progress});
    service::Observer& observer = options.json ? static_cast<service::Observer&>(*events) : *text;

    const auto outcome = service::migrate(request, observer, watch_for_interrupt());
    if (text) text->finish();
    if (!outcome) {
        if (events) events->refused(outcome.error());
        complain(outcome.error().text);
        return static_cast<int>(outcome.error().code);
    }
    if (events) events->summary(*outcome);
    if (!outcome->report_problem.empty()) complain("no report was written: " + outcome->report_problem);
    if (!outcome->ledger_problem.empty()) complain("the run is not on record: " + outcome->ledger_problem);
    if (outcome->run.stopped) complain(stop_sentence(*outcome));
    if (!options.quiet) write_error(summary_text(*outcome, request.dry_run));
    return static_cast<int>(outcome->exit_code);
}

}  // namespace restante::cli
