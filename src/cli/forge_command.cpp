#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/forge.h"

namespace restante::cli {
namespace {

int make_forgery(const service::ForgeRequest& request) {
    const auto made = service::forge(request);
    if (made) return 0;
    if (made.error().code == service::ExitCode::usage) return usage_error(made.error().text, "forge");
    complain(made.error().text);
    return static_cast<int>(made.error().code);
}

void add_contents(CLI::App& command, forge::Options& options) {
    command.add_option("--users", options.users, "Accounts, 1 to 500; default 10")->type_name("N");
    command.add_option("--messages", options.messages, "Messages altogether; default 20 for each account")
        ->type_name("N");
    command.add_option("--message-size", options.message_size, "Bytes of each text; default varying")->type_name("N");
    command.add_option("--attachment-size", options.attachment_size, "Bytes of each attachment; default varying")
        ->type_name("N");
    command.add_option("--kind", options.kind, "retail or workgroup; default by the seed")
        ->type_name("KIND")
        ->transform(CLI::CheckedTransformer(std::map<std::string, forge::PostofficeKind>{
            {"retail", forge::PostofficeKind::retail}, {"workgroup", forge::PostofficeKind::workgroup}}));
    command.add_option("--seed", options.seed, "Another number makes another postoffice; default 1")->type_name("N");
    command.add_option("--layout", options.layout, "How records are laid out; default plain")->type_name("NAME");
    command.add_option("--damage", options.damage, "Break something; may be repeated")
        ->type_name("KIND")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

void add_forge_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("forge", "Make a synthetic postoffice or message file");
    const auto request = std::make_shared<service::ForgeRequest>();
    command->add_option("OUT", request->out, "A new directory; or a new message file, when it ends in .mmf")
        ->required();
    add_contents(*command, request->options);
    command->add_option("--truth", request->truth, "Write what was put in as JSON")->type_name("FILE");
    command->footer("The same options make the same bytes.\n\nLayouts:\n" + service::layout_list() + "\nDamage:\n" +
                    service::damage_list() +
                    "\nExample: restante forge office --users 25 --seed 7 --layout hidden --truth office.json");
    command->callback([request, &chosen] { chosen.action = [request](Output&) { return make_forgery(*request); }; });
}

}  // namespace restante::cli
