#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/migration_output.h"
#include "cli/secret_options.h"
#include "cli/usage.h"
#include "service/resume.h"

namespace restante::cli {
namespace {

struct ResumeOptions {
    service::ResumeRequest request{};
    OutputOptions output{};
};

int resume(const ResumeOptions& options, Output& output) {
    const auto request = service::request_to_resume(options.request);
    if (!request) {
        complain(request.error().text);
        return static_cast<int>(request.error().code);
    }
    if (const auto contradiction = contradiction_in(options.output, request->targets); !contradiction.empty())
        return usage_error(contradiction, "resume");
    return run_and_tell(*request, options.output, output);
}

}  // namespace

void add_resume_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("resume", "Go on with a run that was interrupted");
    const auto options = std::make_shared<ResumeOptions>();
    command->add_option("LEDGER", options->request.ledger, "The ledger of the run: a file, or postgresql://...")
        ->required();
    command->add_option("--run", options->request.run, "Which run of the ledger (default: the last one begun)")
        ->type_name("ID");
    command->add_option("--workers", options->request.workers, "Mailboxes at once (default: one a core)")
        ->type_name("N");
    add_output_options(*command, options->output);
    add_secret_options(*command, options->request.secret.file, options->request.secret.command);
    command->footer(
        "Example:\n"
        "  restante resume out/restante-ledger.sqlite");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return resume(*options, output); }; });
}

}  // namespace restante::cli
