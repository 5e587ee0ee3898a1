// Use case plan: sources become runs of a ledger, without being opened.
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/sha256.h"
#include "service/fleet.h"
#include "service/open_run.h"
#include "service/request_json.h"
#include "service/run_ledger.h"
#include "targets/target.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

// "MAILDATA-1a2b3c4d": the same source always gets the same name, and no two the same.
std::string name_of_source(const std::string& source) {
    const std::string path = canonical_source(source);
    return fs::path(path).filename().string() + "-" + Sha256::hex_of(as_bytes(path)).substr(0, 8);
}

// Postoffices have mailboxes and products of the same name: each source gets a directory of its own in a target of
// files.
std::string target_for(const std::string& uri, const std::string& source, bool has_files) {
    if (!has_files) return uri;
    const std::size_t query = std::min(uri.find('?'), uri.size());
    std::string place = uri.substr(0, query);
    while (place.ends_with('/')) place.pop_back();
    return place + "/" + name_of_source(source) + uri.substr(query);
}

Outcome<std::vector<bool>> targets_with_files(const PlanRequest& request) {
    std::vector<bool> with_files;
    if (request.like.targets.empty())
        return refuse(ExitCode::usage, "no target: name at least one with --to, for example --to maildir:out");
    for (const std::string& uri : request.like.targets) {
        auto target = targets::open_target(uri, {});
        if (!target) return refuse_target(target.error());
        if (!(*target)->capabilities().separate_mailboxes)
            return refuse(ExitCode::usage, uri + " is one product for all mailboxes: several workers cannot share it");
        with_files.push_back(!(*target)->report_path().empty());
    }
    return with_files;
}

Result<bool> register_source(ledger::Ledger& ledger, const PlanRequest& request, const std::vector<bool>& with_files,
                             const std::string& source) {
    MigrateRequest own = request.like;
    own.source = canonical_source(source);
    for (std::size_t i = 0; i < own.targets.size(); ++i)
        own.targets[i] = target_for(own.targets[i], source, with_files[i]);
    const ledger::Run run = run_record(own);
    const bool known = TRY(ledger.run(run.id)).has_value();
    TRY_VOID(ledger.begin_run(run));
    ledger::Unit unit;
    unit.run = run.id;
    unit.kind = ledger::UnitKind::source;
    unit.source = run.source;
    unit.name = fs::path(run.source).filename().string();
    TRY_VOID(ledger.add_units({&unit, 1}));
    if (!known) TRY_VOID(ledger.event(run.id, "planned", ""));
    return !known;
}

}  // namespace

Outcome<PlanOutcome> plan_fleet(const PlanRequest& request) {
    auto with_files = targets_with_files(request);
    if (!with_files) return tl::unexpected(std::move(with_files.error()));
    std::set<std::string> sources;
    for (const std::string& source : request.sources) {
        std::error_code error;
        if (!fs::exists(source, error)) return refuse(ExitCode::bad_source, source + " does not exist");
        sources.insert(source);
    }
    auto ledger = ledger::open_ledger(request.ledger);
    if (!ledger) return refuse_target(std::move(ledger.error()).in(shown_ledger(request.ledger)));
    PlanOutcome outcome;
    for (const std::string& source : sources) {
        auto registered = register_source(**ledger, request, *with_files, source);
        if (!registered) return refuse_target(std::move(registered.error()).in(shown_ledger(request.ledger)));
        ++(*registered ? outcome.registered : outcome.known);
    }
    return outcome;
}

}  // namespace restante::service
