#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/sandbox_option.h"
#include "cli/usage.h"
#include "service/inspect.h"
#include "service/sandbox/migration_needs.h"

namespace restante::cli {
namespace {

struct InspectOptions {
    service::InspectRequest request{};
    bool json = false;
    std::string sandbox{};
};

service::SandboxNeeds needs_of(const service::InspectRequest& request) {
    service::SandboxNeeds needs{.read = service::needs_of_source(request.source)};
    needs.read.insert(needs.read.end(), request.layouts.begin(), request.layouts.end());
    if (!request.map.empty()) needs.read.push_back(request.map);
    return needs;
}

int inspect(const InspectOptions& options, Output& output) {
    if (!options.request.addresses && !(options.request.map.empty() && options.request.domain.empty()))
        return usage_error("--map and --domain of inspect need --addresses", "inspect");
    const SandboxedCommand sandboxed(options.sandbox,
                                     options.sandbox.empty() ? service::SandboxNeeds{} : needs_of(options.request));
    if (const auto refusal = sandboxed.refusal()) return *refusal;
    const auto inspection = service::inspect(options.request, watch_for_interrupt());
    if (!inspection) {
        complain(inspection.error().text);
        return static_cast<int>(inspection.error().code);
    }
    if (options.json)
        output.write(service::inspection_json(*inspection));
    else
        output.write(options.request.addresses ? service::inspection_map(*inspection)
                                               : service::inspection_text(*inspection));
    return static_cast<int>(inspection->exit_code);
}

}  // namespace

void add_inspect_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("inspect", "Say what a source holds: folders, counts, sizes, health");
    const auto options = std::make_shared<InspectOptions>();
    command
        ->add_option(
            "SOURCE", options->request.source,
            "A message file (.mmf) or postoffice, recognised by content; or a directory, archive or disk image of them")
        ->required();
    command->add_flag("--json", options->json, "As a JSON document");
    add_sandbox_option(*command, options->sandbox);
    command->add_flag("--evidence", options->request.evidence, "Say how each fact was established");
    command->add_flag("--addresses", options->request.addresses,
                      "List every address, as an address map to be edited and given to migrate --map");
    command->add_option("--map", options->request.map, "With --addresses: what this address map covers")
        ->type_name("FILE");
    command->add_option("--domain", options->request.domain, "With --addresses: what this domain covers")
        ->type_name("DOMAIN");
    command
        ->add_option("--admin", options->request.administrator,
                     "The account that manages the postoffice (default: found out)")
        ->type_name("NAME");
    command->add_option("--layout", options->request.layouts, "What is known of the records of the postoffice")
        ->type_name("FILE");
    command->add_option("--codepage", options->request.code_page, "Code page of the source's texts")->type_name("N");
    command->footer(
        "Examples:\n"
        "  restante inspect MSMAIL.MMF --evidence\n"
        "  restante inspect MSMAIL.MMF --addresses > map.csv");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return inspect(*options, output); }; });
}

}  // namespace restante::cli
