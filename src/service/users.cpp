#include "service/users.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "pipeline/plan.h"
#include "service/user_list_file.h"
#include "sources/source.h"
#include "targets/directory/directory_tables.h"
#include "targets/files/output_file.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kLargestEarlierList = 64 * 1024 * 1024;

// Only what was a user list before is replaced, and never anything of the source.
Outcome<bool> check_place(const UsersRequest& request) {
    if (request.out == "-") return true;
    std::error_code ignored;
    const fs::path place = fs::weakly_canonical(fs::absolute(request.out, ignored), ignored);
    const fs::path source = fs::weakly_canonical(fs::absolute(request.source, ignored), ignored);
    const auto end = std::mismatch(source.begin(), source.end(), place.begin(), place.end()).first;
    if (end == source.end() || fs::equivalent(place, source, ignored))
        return refuse(ExitCode::usage,
                      fmt::format("{} lies in the source: nothing is ever written there", request.out));
    if (fs::is_directory(place, ignored))
        return refuse(ExitCode::usage, fmt::format("{} is a directory, not a file", request.out));
    if (request.overwrite || !fs::exists(place, ignored)) return true;
    const auto bytes = targets::files::read_file(place.string(), kLargestEarlierList);
    if (bytes && (bytes->empty() || listed_users_of(*bytes))) return true;
    return refuse(ExitCode::usage, fmt::format("{} exists and is no user list; --overwrite replaces it", request.out));
}

}  // namespace

Outcome<UsersOutcome> users(const UsersRequest& request) {
    if (auto place = check_place(request); !place) return tl::unexpected(std::move(place.error()));
    const auto source = sources::open_source(request.source, {});
    if (!source) return refuse_source(source.error());
    pipeline::Selector everybody{pipeline::Selection{}};
    const pipeline::Plan plan = pipeline::make_plan(**source, everybody);
    if (plan.mailboxes.size() == 1 && plan.mailboxes[0].error) return refuse_source(*plan.mailboxes[0].error);

    UsersOutcome outcome;
    std::vector<const model::Directory*> directories;
    for (const model::Directory& directory : plan.directories) {
        directories.push_back(&directory);
        outcome.rows += static_cast<std::size_t>(std::count_if(directory.accounts.begin(), directory.accounts.end(),
                                                               [](const auto& account) { return !account.deleted; }));
    }
    outcome.text = targets::directory::user_list_table(directories);
    outcome.findings = (*source)->findings();
    outcome.exit_code = exit_code_of(outcome.findings);
    const auto failed = std::count_if(plan.mailboxes.begin(), plan.mailboxes.end(),
                                      [](const auto& planned) { return planned.error.has_value(); });
    // A postoffice names its users, whatever became of their files.
    if (failed != 0 && (*source)->directories().empty())
        outcome.exit_code = worse(outcome.exit_code, ExitCode::undelivered);
    if (request.out == "-") return outcome;
    auto written = targets::files::write_file(request.out, outcome.text);
    if (!written) return refuse_target(written.error());
    return outcome;
}

}  // namespace restante::service
