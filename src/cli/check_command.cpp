#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/sandbox_option.h"
#include "service/check.h"

namespace restante::cli {
namespace {

struct CheckOptions {
    std::vector<std::string> files{};
    std::string sandbox{};
};

int check(const CheckOptions& options, Output& output) {
    const std::vector<std::string>& files = options.files;
    const SandboxedCommand sandboxed(options.sandbox, {.read = files});
    if (const auto refusal = sandboxed.refusal()) return *refusal;
    int code = 0;
    for (const std::string& file : files) {
        const auto checked = service::check(file);
        if (!checked) {
            complain(checked.error().text);
            code = std::max(code, static_cast<int>(checked.error().code));
            continue;
        }
        for (const Finding& finding : checked->findings.list())
            output.write(printable(file + ": " + service::finding_line(finding)) + "\n");
        const std::size_t more = checked->findings.total() - checked->findings.list().size();
        if (more != 0) output.write(file + ": " + std::to_string(more) + " more findings\n");
        const std::size_t total = checked->findings.total();
        output.write(printable(file + ": " + checked->format) + (checked->clean() ? ": clean" : ": not clean") +
                     (total == 0 ? "" : ", " + std::to_string(total) + " findings") + "\n");
        if (!checked->clean()) code = std::max(code, 1);
    }
    return code;
}

}  // namespace

void add_check_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("check", "Check whether files obey the rules of their format");
    const auto options = std::make_shared<CheckOptions>();
    add_sandbox_option(*command, options->sandbox);
    command->add_option("FILE", options->files, "Files to check, or directories of postoffices or migration files")
        ->required();
    command->footer(
        "Exit code 0: clean (infos do not count), 1: findings, 66: a file cannot be read or is not known.\n"
        "Example: restante check MSMAIL.MMF");
    command->callback(
        [options, &chosen] { chosen.action = [options](Output& output) { return check(*options, output); }; });
}

}  // namespace restante::cli
