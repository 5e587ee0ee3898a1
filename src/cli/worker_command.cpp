#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/event_stream.h"
#include "cli/interrupt.h"
#include "cli/migration_output.h"
#include "cli/secret_options.h"
#include "cli/text_progress.h"
#include "cli/usage.h"
#include "service/fleet.h"

namespace restante::cli {
namespace {

struct WorkerOptions {
    service::WorkerRequest request{};
    OutputOptions output{};
};

int work(const WorkerOptions& options, Output& output) {
    if (const auto contradiction = contradiction_in(options.output, {}); !contradiction.empty())
        return usage_error(contradiction, "worker");
    EventStream events(output, {});
    TextProgress text(Verbosity{options.output.quiet, options.output.verbose, options.output.no_progress});
    service::Observer& observer = options.output.json ? static_cast<service::Observer&>(events) : text;
    const auto outcome = service::work_for_fleet(options.request, observer, watch_for_interrupt());
    text.finish();
    if (!outcome) {
        complain(outcome.error().text);
        return static_cast<int>(outcome.error().code);
    }
    if (!options.output.quiet)
        write_error(fmt::format("{} sources listed, {} mailboxes done, {} of them not completely\n", outcome->sources,
                                outcome->mailboxes, outcome->failed));
    return static_cast<int>(outcome->exit_code);
}

}  // namespace

void add_worker_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("worker", "Migrate what a ledger has planned, until nothing is left");
    const auto options = std::make_shared<WorkerOptions>();
    command->add_option("--ledger", options->request.ledger, "The ledger of the fleet: a file, or postgresql://...")
        ->type_name("PLACE")
        ->required();
    command
        ->add_option("--connections", options->request.connections,
                     "Workers that may send to one server at once, over all machines (default: any number)")
        ->type_name("N");
    command->add_option("--most", options->request.most, "Stop after that many sources and mailboxes")->type_name("N");
    command->add_flag("--stay", options->request.stay,
                      "Stay until all are finished, for the mailboxes of a worker that dies on another machine");
    add_output_options(*command, options->output);
    add_secret_options(*command, options->request.secret.file, options->request.secret.command);
    command->footer(
        "Example:\n"
        "  restante worker --ledger postgresql://restante@db/fleet");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return work(*options, output); }; });
}

}  // namespace restante::cli
