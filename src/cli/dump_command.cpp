#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/dump.h"

namespace restante::cli {
namespace {

int dump(const service::DumpRequest& request, Output& output) {
    if (request.tree && (request.raw || !request.object.empty()))
        return usage_error("--tree shows the whole file: it goes with neither --object nor --raw", "dump");
    const auto done = service::dump(request, [&output](std::string_view line) {
        output.write(line);
        return !output.failed();
    });
    if (done) return static_cast<int>(*done);
    if (done.error().code == service::ExitCode::usage) return usage_error(done.error().text, "dump");
    complain(done.error().text);
    return static_cast<int>(done.error().code);
}

}  // namespace

void add_dump_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand(
        "dump", "Show a message, postoffice or migration file as its format sees it, with file offsets");
    const auto request = std::make_shared<service::DumpRequest>();
    command
        ->add_option("FILE", request->path,
                     "A message file (.mmf), a file of a postoffice, or one of migration files (.pkl, .pri, .sec)")
        ->required();
    command->add_flag("--tree", request->tree, "Folders, messages and attachments");
    command->add_option("--object", request->object, "One object and its elements")->type_name("ID");
    command->add_flag("--raw", request->raw, "The deciphered bytes");
    command->footer(
        "Examples:\n"
        "  restante dump MSMAIL.MMF --tree\n"
        "  restante dump MSMAIL.MMF --object 80416374");
    command->callback(
        [request, &chosen] { chosen.action = [request](Output& output) { return dump(*request, output); }; });
}

}  // namespace restante::cli
