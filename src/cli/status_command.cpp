#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <memory>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/fleet.h"

namespace restante::cli {
namespace {

struct StatusOptions {
    std::string ledger{};
    bool json = false;
};

using States = service::FleetStatus::States;

std::string text_of(const service::FleetStatus& status) {
    std::string text;
    const auto out = std::back_inserter(text);
    const auto row = [&out](const char* name, const States& one) {
        fmt::format_to(out, "{:<10}{:>9}{:>9}{:>10}{:>12}{:>8}{:>9}\n", name, one.planned, one.leased, one.complete,
                       one.incomplete, one.failed, one.skipped);
    };
    fmt::format_to(out, "{:<10}{:>9}{:>9}{:>10}{:>12}{:>8}{:>9}\n", "", "planned", "at work", "complete", "incomplete",
                   "failed", "skipped");
    row("sources", status.sources);
    row("mailboxes", status.mailboxes);
    if (!status.items.empty()) text += "items     ";
    for (const auto& one : status.items)
        fmt::format_to(out, "{}{} {}", &one == &status.items.front() ? "" : ", ", one.count, one.state);
    if (!status.items.empty()) text += "\n";
    for (const auto& worker : status.workers)
        fmt::format_to(out, "at work   {}: {} {}\n", printable(worker.name), printable(worker.source),
                       printable(worker.mailbox));
    for (const auto& unit : status.troubled)
        fmt::format_to(out, "{:<10}{} {}\n", unit.state == ledger::UnitState::failed ? "failed" : "incomplete",
                       printable(unit.source),
                       unit.kind == ledger::UnitKind::mailbox ? printable(unit.name) : std::string());
    return text;
}

std::string json_of(const service::FleetStatus& status) {
    using Json = nlohmann::ordered_json;
    const auto states = [](const States& one) {
        return Json{{"planned", one.planned},       {"leased", one.leased}, {"complete", one.complete},
                    {"incomplete", one.incomplete}, {"failed", one.failed}, {"skipped", one.skipped}};
    };
    Json items = Json::object();
    for (const auto& one : status.items) items[one.state] = one.count;
    Json workers = Json::array();
    for (const auto& worker : status.workers)
        workers.push_back({{"name", worker.name}, {"source", worker.source}, {"mailbox", worker.mailbox}});
    Json troubled = Json::array();
    for (const auto& unit : status.troubled)
        troubled.push_back({{"run", unit.run},
                            {"source", unit.source},
                            {"mailbox", unit.kind == ledger::UnitKind::mailbox ? unit.name : ""},
                            {"failed", unit.state == ledger::UnitState::failed}});
    const Json json{{"schema", "restante-status/1"},     {"runs", status.runs},
                    {"sources", states(status.sources)}, {"mailboxes", states(status.mailboxes)},
                    {"items", std::move(items)},         {"workers", std::move(workers)},
                    {"troubled", std::move(troubled)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int show(const StatusOptions& options, Output& output) {
    const auto status = service::status_of_fleet(options.ledger);
    if (!status) {
        complain(status.error().text);
        return static_cast<int>(status.error().code);
    }
    output.write(options.json ? json_of(*status) : text_of(*status));
    return 0;
}

}  // namespace

void add_status_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("status", "Show how the runs of a ledger stand");
    const auto options = std::make_shared<StatusOptions>();
    command->add_option("--ledger", options->ledger, "The ledger: a file, or postgresql://...")
        ->type_name("PLACE")
        ->required();
    command->add_flag("--json", options->json, "For programs");
    command->footer(
        "Example:\n"
        "  restante status --ledger postgresql://restante@db/fleet");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return show(*options, output); }; });
}

}  // namespace restante::cli
