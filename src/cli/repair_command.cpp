#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/repair.h"

namespace restante::cli {
namespace {

struct RepairOptions {
    std::string from{}, to{};
    bool json = false;
};

int repair(const RepairOptions& options, Output& output) {
    const auto repaired = service::repair(options.from, options.to);
    if (!repaired) {
        if (repaired.error().code == service::ExitCode::usage) return usage_error(repaired.error().text, "repair");
        complain(repaired.error().text);
        return static_cast<int>(repaired.error().code);
    }
    if (options.json)
        output.write(service::repaired_json(*repaired, options.from, options.to));
    else
        for (const std::string& line : service::repaired_lines(*repaired, options.to))
            output.write(printable(line) + "\n");
    return static_cast<int>(repaired->exit_code);
}

}  // namespace

void add_repair_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("repair", "Make a clean new message file from a damaged one");
    const auto options = std::make_shared<RepairOptions>();
    command->add_option("IN", options->from, "The damaged message file; it is only read")->required();
    command->add_option("OUT", options->to, "The new one; replaces nothing")->required();
    command->add_flag("--json", options->json, "Say what was done as a JSON document");
    command->footer(
        "Exit code 0: nothing was wrong, 1: all messages are there, something was put right, 2: something could not "
        "be taken over, each named.\n"
        "Example: restante repair MSMAIL.MMF NEW.MMF");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return repair(*options, output); }; });
}

}  // namespace restante::cli
