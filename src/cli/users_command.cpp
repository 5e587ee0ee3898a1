#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/users.h"

namespace restante::cli {
namespace {

int list_users(const service::UsersRequest& request, Output& output) {
    const auto outcome = service::users(request);
    if (!outcome) {
        complain(outcome.error().text);
        return static_cast<int>(outcome.error().code);
    }
    for (const Finding& finding : outcome->findings.list())
        if (finding.severity() != Severity::info) complain(service::finding_line(finding));
    if (request.out == "-")
        output.write(outcome->text);
    else
        write_error(fmt::format("{} mailboxes in {}\n", outcome->rows, printable(request.out)));
    return static_cast<int>(outcome->exit_code);
}

}  // namespace

void add_users_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("users", "List who has a mailbox, to be edited and given to migrate --users");
    const auto request = std::make_shared<service::UsersRequest>();
    command->add_option("SOURCE", request->source, "A postoffice, a message file (.mmf), or something that holds them")
        ->required();
    command->add_option("--out", request->out, "Where to write the list, as CSV; - for standard output")
        ->type_name("FILE")
        ->required();
    command->add_flag("--overwrite", request->overwrite, "Replace a file that is no user list");
    command->footer(
        "Examples:\n"
        "  restante users /mnt/maildata --out users.csv\n"
        "  restante migrate /mnt/maildata --users users.csv --to directory:accounts");
    command->callback(
        [request, &chosen] { chosen.action = [request](Output& output) { return list_users(*request, output); }; });
}

}  // namespace restante::cli
