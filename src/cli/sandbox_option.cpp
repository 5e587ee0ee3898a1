#include "cli/sandbox_option.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/messages.h"
#include "cli/output.h"
#include "service/exit_code.h"

namespace restante::cli {
namespace {

constexpr const char* kWanted = "true";  // what a flag without a value says
constexpr const char* kRequired = "require";

}  // namespace

void add_sandbox_option(CLI::App& command, std::string& mode) {
    command
        .add_flag("--sandbox", mode,
                  "Give up all rights that reading needs not, before reading; --sandbox=require: or do not begin")
        ->check(CLI::IsMember({kWanted, kRequired}).description(""));
}

SandboxedCommand::SandboxedCommand(const std::string& mode, service::SandboxNeeds needs) {
    if (mode.empty()) return;
    scratch_.emplace();
    if (!scratch_->path().empty()) {
        needs.write.push_back(scratch_->path());
        needs.empty.push_back(scratch_->parent());
    }
    missing_ = service::enter_sandbox(needs);
    for (const std::string& why : missing_)
        complain(fmt::format("{}: {}", message_text(MessageId::run_sandbox_missing).code, why));
    if (!missing_.empty() && mode == kRequired) refusal_ = static_cast<int>(service::ExitCode::usage);
}

}  // namespace restante::cli
