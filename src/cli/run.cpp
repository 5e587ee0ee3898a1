#include "cli/run.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/usage.h"
#include "service/version.h"

namespace restante::cli {
namespace {

void describe(CLI::App& app) {
    app.name("restante");
    app.description(
        "Reads mail of Microsoft Mail for PC Networks and delivers it where it can be read today.\n"
        "The source is only ever read; no password is needed.");
    app.set_version_flag("--version", "restante " + std::string(service::version()));
    app.set_help_flag("-h,--help", "Say how it is used");
    app.footer(
        "Example: restante migrate MSMAIL.MMF --to maildir:out\n"
        "COMMAND --help says more about a command.");
    app.require_subcommand(1);
    app.get_formatter()->column_width(32);
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

const CLI::App* chosen_command(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
}

int unexpected_argument(const CLI::App& app, const std::vector<std::string>& rest) {
    const CLI::App* command = chosen_command(app);
    const std::string name = command != nullptr ? command->get_name() : "";
    // Of several, an unknown option is more likely the cause than the values around it.
    auto found = std::find_if(rest.begin(), rest.end(), [](const std::string& text) { return text.starts_with("-"); });
    if (found == rest.end()) found = rest.begin();
    if (found == rest.end()) return usage_error("too many arguments", name);
    std::string sentence = "\"" + *found + "\" was not expected";
    const std::string bare = found->substr(0, found->find('='));
    if (const auto meant = suggestion(bare, option_names(command != nullptr ? *command : app)); meant && bare != *meant)
        sentence += "; did you mean " + *meant + "?";
    return usage_error(sentence, name);
}

int answer(const CLI::App& app, const CLI::ParseError& error, Output& output) {
    const CLI::App* command = chosen_command(app);
    if (dynamic_cast<const CLI::CallForVersion*>(&error) != nullptr) {
        output.write(app.version() + "\n");
        return output.finish(0);
    }
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        output.write(command != nullptr ? command->help(app.get_name()) : app.help());
        return output.finish(0);
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return unexpected_argument(app, app.remaining(true));
    return usage_error(error.what(), command != nullptr ? command->get_name() : "");
}

// A word where the command should be that is none.
int unknown_command(const CLI::App& app, const std::string& word) {
    std::string sentence = "\"" + word + "\" is no command";
    if (const auto meant = suggestion(word, command_names(app))) sentence += "; did you mean " + *meant + "?";
    return usage_error(sentence);
}

}  // namespace

int run(int argc, char** argv) {
    make_write_failures_errors();
    Output output;
    Chosen chosen;
    CLI::App app;
    describe(app);
    add_inspect_command(app, chosen);
    add_migrate_command(app, chosen);
    add_recover_command(app, chosen);
    add_resume_command(app, chosen);
    add_report_command(app, chosen);
    add_verify_command(app, chosen);
    add_plan_command(app, chosen);
    add_worker_command(app, chosen);
    add_status_command(app, chosen);
    add_wizard_command(app, chosen);
    add_users_command(app, chosen);
    add_check_command(app, chosen);
    add_repair_command(app, chosen);
    add_dump_command(app, chosen);
    add_forge_command(app, chosen);
    add_completion_command(app, chosen);
    add_manual_command(app, chosen);

    if (argc < 2) return usage_error("no command: say what to do");
    const std::string word = argv[1];
    const auto names = command_names(app);
    if (!word.starts_with("-") && std::find(names.begin(), names.end(), word) == names.end())
        return unknown_command(app, word);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(app, error, output);
    }
    return output.finish(chosen.action(output));
}

}  // namespace restante::cli
