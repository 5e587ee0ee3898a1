// What parsing a command line leads to. Each *_command.cpp adds its command to the parser.
#pragma once

#include <functional>

#include "cli/output.h"

namespace CLI {
class App;
}

namespace restante::cli {

struct Chosen {
    std::function<int(Output&)> action{};  // returns the exit code
};

// `chosen` and `app` outlive the parsing; the action of the command that was named is stored in `chosen`.
void add_inspect_command(CLI::App& app, Chosen& chosen);
void add_migrate_command(CLI::App& app, Chosen& chosen);
void add_recover_command(CLI::App& app, Chosen& chosen);
void add_plan_command(CLI::App& app, Chosen& chosen);
void add_worker_command(CLI::App& app, Chosen& chosen);
void add_status_command(CLI::App& app, Chosen& chosen);
void add_resume_command(CLI::App& app, Chosen& chosen);
void add_report_command(CLI::App& app, Chosen& chosen);
void add_verify_command(CLI::App& app, Chosen& chosen);
void add_wizard_command(CLI::App& app, Chosen& chosen);
void add_users_command(CLI::App& app, Chosen& chosen);
void add_check_command(CLI::App& app, Chosen& chosen);
void add_repair_command(CLI::App& app, Chosen& chosen);
void add_dump_command(CLI::App& app, Chosen& chosen);
void add_forge_command(CLI::App& app, Chosen& chosen);
void add_completion_command(CLI::App& app, Chosen& chosen);
void add_manual_command(CLI::App& app, Chosen& chosen);

}  // namespace restante::cli
