#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/usage.h"
#include "web/wizard.h"

namespace restante::cli {
namespace {

struct WizardOptions {
    web::WizardRequest request{};
    bool no_open = false;
    double idle_minutes = 60;
};

int lead(WizardOptions& options) {
    options.request.open_browser = !options.no_open;
    options.request.idle_limit = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double, std::ratio<60>>(options.idle_minutes));
    const auto end = web::run_wizard(
        options.request, [](const std::string& line) { write_error(line + "\n"); }, watch_for_interrupt());
    if (!end) {
        complain(end.error().text);
        return static_cast<int>(end.error().code);
    }
    if (*end == web::WizardEnd::idle) complain("nobody was there any more: the wizard has ended");
    return *end == web::WizardEnd::interrupted ? static_cast<int>(service::ExitCode::interrupted) : 0;
}

}  // namespace

void add_wizard_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("wizard", "Lead through a migration in the browser, on this machine only");
    const auto options = std::make_shared<WizardOptions>();
    command->add_option("--port", options->request.port, "The port on 127.0.0.1 (default: one that is free)")
        ->type_name("N");
    command->add_flag("--no-open", options->no_open, "Only print the link, open no browser");
    command->add_flag("--read-only", options->request.read_only, "Look, plan and verify; nothing can be migrated");
    command->add_option("--idle", options->idle_minutes, "End when nobody asked for so long (default: 60)")
        ->type_name("MINUTES")
        ->check(CLI::Range(0.01, 100'000.0));
    command->footer(
        "Example:\n"
        "  restante wizard\n"
        "From another machine: ssh -L 4711:127.0.0.1:4711 HOST restante wizard --port 4711 --no-open");
    command->callback([options, &chosen] { chosen.action = [options](Output&) { return lead(*options); }; });
}

}  // namespace restante::cli
