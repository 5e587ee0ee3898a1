#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "service/inspect.h"

namespace restante::cli {
namespace {

struct Options {
    service::InspectRequest request{};
    bool json = false;
};

int inspect(const Options& options, Output& output) {
    const auto inspection = service::inspect(options.request, watch_for_interrupt());
    if (!inspection) {
        complain(inspection.error().text);
        return static_cast<int>(inspection.error().code);
    }
    output.write(options.json ? service::inspection_json(*inspection) : service::inspection_text(*inspection));
    return static_cast<int>(inspection->exit_code);
}

}  // namespace

void add_inspect_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("inspect", "Say what a source holds: folders, counts, sizes, health");
    const auto options = std::make_shared<Options>();
    command->add_option("SOURCE", options->request.source, "A message file (.mmf); recognised by content")->required();
    command->add_flag("--json", options->json, "As a JSON document");
    command->add_flag("--evidence", options->request.evidence, "Say how each fact was established");
    command->footer("Example: restante inspect MSMAIL.MMF --evidence");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return inspect(*options, output); }; });
}

}  // namespace restante::cli
