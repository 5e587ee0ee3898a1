#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/sandbox_option.h"
#include "cli/usage.h"
#include "service/dump.h"

namespace restante::cli {
namespace {

struct DumpOptions {
    service::DumpRequest request{};
    std::string sandbox{};
};

int dump(const DumpOptions& options, Output& output) {
    const service::DumpRequest& request = options.request;
    if (request.tree && (request.raw || !request.object.empty()))
        return usage_error("--tree shows the whole file: it goes with neither --object nor --raw", "dump");
    const SandboxedCommand sandboxed(options.sandbox, {.read = {request.path}});
    if (const auto refusal = sandboxed.refusal()) return *refusal;
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
    const auto options = std::make_shared<DumpOptions>();
    service::DumpRequest* const request = &options->request;
    add_sandbox_option(*command, options->sandbox);
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
        [options, &chosen] { chosen.action = [options](Output& output) { return dump(*options, output); }; });
}

}  // namespace restante::cli
