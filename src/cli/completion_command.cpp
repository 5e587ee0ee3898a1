#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/completion.h"
#include "cli/manual_page.h"
#include "service/version.h"

namespace restante::cli {
namespace {

// Made from the parser itself, so that scripts and manual cannot fall behind it.
std::vector<CompletedCommand> describe(const CLI::App& app) {
    std::vector<CompletedCommand> commands;
    for (const CLI::App* command : app.get_subcommands({})) {
        if (command->get_group().empty()) continue;
        CompletedCommand described{command->get_name(), command->get_description(), {}, command->get_footer()};
        for (const CLI::Option* option : command->get_options())
            for (const std::string& name : option->get_lnames()) {
                const bool takes_value = option->get_type_size() != 0;
                described.options.push_back({"--" + name, option->get_description(), takes_value,
                                             takes_value ? option->get_type_name() : std::string()});
            }
        commands.push_back(std::move(described));
    }
    return commands;
}

}  // namespace

void add_completion_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
    const auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->footer("Example: restante completion bash > /etc/bash_completion.d/restante");
    command->callback([shell, &app, &chosen] {
        chosen.action = [shell, &app](Output& output) {
            output.write(completion_script(*shell, describe(app)));
            return 0;
        };
    });
}

void add_manual_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("manual", "Print the manual page, as troff");
    command->group("");  // for `make install`
    command->footer("Example: restante manual | man -l -");
    command->callback([&app, &chosen] {
        chosen.action = [&app](Output& output) {
            output.write(manual_page(service::version(), describe(app)));
            return 0;
        };
    });
}

}  // namespace restante::cli
