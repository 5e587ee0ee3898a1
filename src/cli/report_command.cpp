#include <CLI/CLI.hpp>

#include <memory>

#include "cli/command.h"
#include "cli/usage.h"
#include "service/kept_report.h"

namespace restante::cli {
namespace {

struct ReportOptions {
    service::KeptReportRequest request{};
    bool json = false, html = false;
};

int report(const ReportOptions& options, Output& output) {
    if (options.json && options.html) return usage_error("--json and --html contradict each other", "report");
    service::KeptReportRequest request = options.request;
    request.form = options.json   ? service::ReportForm::json
                   : options.html ? service::ReportForm::html
                                  : service::ReportForm::text;
    const auto text = service::kept_report(request);
    if (!text) {
        complain(text.error().text);
        return static_cast<int>(text.error().code);
    }
    output.write(*text);
    return 0;
}

}  // namespace

void add_report_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("report", "Print the result of an earlier run");
    const auto options = std::make_shared<ReportOptions>();
    command->add_option("LEDGER", options->request.ledger, "The ledger of the run: a file, or postgresql://...")
        ->required();
    command->add_option("--run", options->request.run, "Which run of the ledger (default: the last one begun)")
        ->type_name("ID");
    command->add_flag("--json", options->json, "For programs");
    command->add_flag("--html", options->html, "One page to file, print or send");
    command->footer(
        "Examples:\n"
        "  restante report out/restante-ledger.sqlite\n"
        "  restante report out/restante-ledger.sqlite --html > report.html");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return report(*options, output); }; });
}

}  // namespace restante::cli
