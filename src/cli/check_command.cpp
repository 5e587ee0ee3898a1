#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "service/check.h"

namespace restante::cli {
namespace {

int check(const std::vector<std::string>& files, Output& output) {
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
    const auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "Files to check, or directories of postoffices or migration files")->required();
    command->footer(
        "Exit code 0: clean (infos do not count), 1: findings, 66: a file cannot be read or is not known.\n"
        "Example: restante check MSMAIL.MMF");
    command->callback([files, &chosen] { chosen.action = [files](Output& output) { return check(*files, output); }; });
}

}  // namespace restante::cli
