#include "cli/secret_options.h"

#include <CLI/CLI.hpp>

namespace restante::cli {

void add_secret_options(CLI::App& command, std::string& file, std::string& secret_command) {
    const auto group = "Login at a server";
    CLI::Option* const by_file =
        command
            .add_option(
                "--secret-file", file,
                "The password or token in its first line; default: RESTANTE_PASSWORD, RESTANTE_TOKEN, else a prompt")
            ->type_name("FILE")
            ->group(group);
    command.add_option("--secret-command", secret_command, "The first line of what this command prints")
        ->type_name("CMD")
        ->group(group)
        ->excludes(by_file);
}

}  // namespace restante::cli
