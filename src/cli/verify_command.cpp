#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/secret_options.h"
#include "cli/usage.h"
#include "service/verify.h"

namespace restante::cli {
namespace {

struct VerifyOptions {
    service::VerifyRequest request{};
    bool json = false;
};

std::string text_of(const service::VerifyOutcome& outcome) {
    std::string text;
    const auto out = std::back_inserter(text);
    for (const service::VerifiedTarget& target : outcome.targets) {
        fmt::format_to(out, "{}: {} of {} there, {} compared by hash\n", printable(target.uri), target.found,
                       target.recorded, target.hashed);
        if (target.missing + target.changed + target.twice + target.unsure != 0)
            fmt::format_to(out, "  {} missing, {} changed, {} twice, {} unsure\n", target.missing, target.changed,
                           target.twice, target.unsure);
        for (const service::DoubtfulItem& item : target.doubtful)
            fmt::format_to(out, "  {}: {} {} {}\n", name_of(item.doubt), printable(item.mailbox), printable(item.item),
                           printable(item.place));
        if (!target.unreadable.empty()) fmt::format_to(out, "  not verified: {}\n", printable(target.unreadable));
    }
    return text;
}

std::string json_of(const service::VerifyOutcome& outcome) {
    using Json = nlohmann::ordered_json;
    Json targets = Json::array();
    for (const service::VerifiedTarget& target : outcome.targets) {
        Json one{{"target", target.uri},    {"recorded", target.recorded}, {"found", target.found},
                 {"hashed", target.hashed}, {"missing", target.missing},   {"changed", target.changed},
                 {"twice", target.twice},   {"unsure", target.unsure},     {"others", target.others}};
        if (!target.unreadable.empty()) one["unreadable"] = target.unreadable;
        Json items = Json::array();
        for (const service::DoubtfulItem& item : target.doubtful)
            items.push_back({{"doubt", name_of(item.doubt)},
                             {"mailbox", item.mailbox},
                             {"item", item.item},
                             {"place", item.place}});
        one["items"] = std::move(items);
        targets.push_back(std::move(one));
    }
    const Json json{{"schema", "restante-verify/1"},
                    {"exit_code", static_cast<int>(outcome.exit_code)},
                    {"targets", std::move(targets)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int verify(const VerifyOptions& options, Output& output) {
    const auto outcome = service::verify(options.request);
    if (!outcome) {
        complain(outcome.error().text);
        return static_cast<int>(outcome.error().code);
    }
    output.write(options.json ? json_of(*outcome) : text_of(*outcome));
    return static_cast<int>(outcome->exit_code);
}

}  // namespace

void add_verify_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("verify", "Compare what a target holds with the record of the run");
    const auto options = std::make_shared<VerifyOptions>();
    command->add_option("LEDGER", options->request.ledger, "The ledger of the run: a file, or postgresql://...")
        ->required();
    command->add_option("--run", options->request.run, "Which run of the ledger (default: the last one begun)")
        ->type_name("ID");
    command->add_flag("--json", options->json, "For programs");
    add_secret_options(*command, options->request.places.file, options->request.places.command);
    command->footer(
        "Example:\n"
        "  restante verify out/restante-ledger.sqlite");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return verify(*options, output); }; });
}

}  // namespace restante::cli
