#include "service/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "base/code_page.h"
#include "base/time_zone.h"
#include "pipeline/addressed_source.h"
#include "pipeline/plan.h"
#include "pipeline/run.h"
#include "service/addressing.h"
#include "service/layout_file.h"
#include "service/open_run.h"
#include "service/report.h"
#include "service/report_place.h"
#include "service/run_ledger.h"
#include "service/secrets.h"
#include "service/source_hashes.h"
#include "service/user_list_file.h"
#include "targets/target.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;
using Targets = std::vector<std::unique_ptr<targets::Target>>;

Outcome<targets::TargetOptions> target_options(const MigrateRequest& request) {
    targets::TargetOptions options;
    options.domain = request.domain;
    options.overwrite = request.overwrite;
    options.hash_items = !request.dry_run;
    options.insecure = request.insecure;
    options.secret = secret_source({request.secret_file, request.secret_command});
    if (request.time_zone.empty()) return options;
    auto zone = TimeZone::named(request.time_zone);
    if (!zone)
        return refuse(ExitCode::usage,
                      fmt::format("the time zone \"{}\" is not known; name one like Europe/Berlin", request.time_zone));
    options.time_zone = std::move(*zone);
    return options;
}

Outcome<Targets> open_targets(const MigrateRequest& request, const targets::TargetOptions& options) {
    if (request.code_page != 0 && !CodePage::numbered(request.code_page))
        return refuse(ExitCode::usage, fmt::format("the code page {} is not known", request.code_page));
    if (request.targets.empty())
        return refuse(ExitCode::usage, "no target: name at least one with --to, for example --to maildir:out");
    Targets opened;
    for (const std::string& uri : request.targets) {
        auto target = targets::open_target(uri, options);
        if (!target) return refuse_target(target.error());
        opened.push_back(std::move(*target));
    }
    return opened;
}

std::string canonical(const std::string& place) {
    std::error_code error;
    const fs::path path = fs::weakly_canonical(fs::absolute(place, error), error);
    std::string text = error ? place : path.string();
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

// Two targets must not write into each other, and none into the source.
Outcome<bool> check_places(const MigrateRequest& request, const Targets& opened) {
    for (std::size_t i = 0; i < opened.size(); ++i) {
        const std::string place = canonical(opened[i]->place());
        if (place == canonical(request.source))
            return refuse(ExitCode::usage, fmt::format("{} is the source: it is never written to", request.targets[i]));
        if (place.starts_with(canonical(request.source) + "/"))
            return refuse(ExitCode::usage,
                          fmt::format("{} lies in the source: nothing is ever written there", request.targets[i]));
        std::error_code ignored;
        if (fs::exists(place, ignored) && fs::equivalent(place, request.source, ignored))
            return refuse(ExitCode::usage, fmt::format("{} is the source: it is never written to", request.targets[i]));
        for (std::size_t other = 0; other < i; ++other)
            if (place == canonical(opened[other]->place()))
                return refuse(ExitCode::usage, fmt::format("{} and {} would write to the same place",
                                                           request.targets[other], request.targets[i]));
    }
    return true;
}

bool wants_hash(const Targets& opened) {
    return std::any_of(opened.begin(), opened.end(),
                       [](const auto& target) { return target->capabilities().wants_source_hash; });
}

Outcome<targets::SourceFacts> facts_of(sources::Source& source, const Targets& opened) {
    const sources::SourceDescription& description = source.description();
    targets::SourceFacts facts{description.kind, description.path, description.version, description.size, {}};
    if (!wants_hash(opened)) return facts;
    auto hash = source.sha256();
    if (!hash) return refuse_source(hash.error());
    facts.sha256 = std::move(*hash);
    return facts;
}

ExitCode exit_code_of(const pipeline::RunResult& run) {
    if (run.stopped) return exit_code_of_stop(*run.stopped);
    ExitCode code = service::exit_code_of(run.findings);
    for (const pipeline::MailboxResult& mailbox : run.per_mailbox) {
        code = worse(code, service::exit_code_of(mailbox.findings));
        for (const Findings& losses : mailbox.losses) code = worse(code, service::exit_code_of(losses));
    }
    if (run.failures.total() != 0 || run.mailboxes.failed != 0) code = worse(code, ExitCode::undelivered);
    pipeline::Counts::for_each(run.totals, [&code](const char*, const pipeline::Tally& tally) {
        if (tally.failed != 0) code = worse(code, ExitCode::undelivered);
    });
    return code;
}

void write_report_of(const MigrateRequest& request, const Targets& opened, MigrateOutcome& outcome) {
    if (request.dry_run && request.report_directory.empty()) return;
    const ReportPlace place = report_place(request, opened);
    auto written =
        write_report(place.path, Report{request, outcome.source, outcome.run, outcome.exit_code, outcome.unresolved});
    if (written) {
        outcome.report = place.path + ".txt";
        return;
    }
    outcome.report_problem = written.error().describe();
    // The mail is where it belongs; only a report that was asked for, or stands beside the mail, is worth an error.
    if (!place.fallback && !outcome.run.stopped) outcome.exit_code = ExitCode::io;
}

std::size_t workers_of(const MigrateRequest& request) {
    return request.workers != 0 ? request.workers : std::max(1U, std::thread::hardware_concurrency());
}

struct BegunLedger {
    std::unique_ptr<RunLedger> ledger{};
    std::unique_ptr<pipeline::LedgerQueue> queue{};
};

// Without a ledger nothing begins, but where nobody asked for one and there is no place of its own for it.
Outcome<BegunLedger> begin_ledger(const MigrateRequest& request, const Targets& opened, const pipeline::Plan& plan,
                                  std::size_t workers, MigrateOutcome& outcome) {
    const ReportPlace place = ledger_place(request, opened);
    BegunLedger begun;
    auto ledger = RunLedger::begin(request, place.path);
    if (ledger) {
        const bool separate = std::all_of(opened.begin(), opened.end(),
                                          [](const auto& target) { return target->capabilities().separate_mailboxes; });
        auto queue = (*ledger)->queue(plan, workers, separate);
        if (queue) {
            begun = {std::move(*ledger), std::move(*queue)};
            outcome.ledger = shown_ledger(place.path);
            return begun;
        }
        ledger = tl::unexpected(std::move(queue.error()));
    }
    if (!place.fallback) return refuse_target(std::move(ledger.error()).in("ledger"));
    outcome.ledger_problem = ledger.error().describe();
    return begun;
}

// What was delivered stays delivered when the end cannot be put on record.
void close_ledger(RunLedger& ledger, const std::vector<ledger::SourceFile>& files, MigrateOutcome& outcome) {
    auto closed = ledger.finish(outcome, files);
    if (closed) return;
    outcome.ledger_problem = closed.error().describe();
    if (!outcome.run.stopped) outcome.exit_code = ExitCode::io;
}

}  // namespace

Outcome<MigrateOutcome> migrate(const MigrateRequest& request, Observer& observer, const std::atomic<bool>& cancel) {
    auto addressing = read_addressing(request.map, request.domain);
    if (!addressing) return tl::unexpected(std::move(addressing.error()));
    std::vector<pipeline::ListedUser> users;
    if (!request.users.empty()) {
        auto read = read_user_list_file(request.users);
        if (!read) return tl::unexpected(std::move(read.error()));
        users = std::move(*read);
    }
    const auto options = target_options(request);
    if (!options) return tl::unexpected(options.error());
    auto opened = open_targets(request, *options);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    if (auto places = check_places(request, *opened); !places) return tl::unexpected(std::move(places.error()));

    auto layouts = read_layout_files(request.layouts);
    if (!layouts) return tl::unexpected(std::move(layouts.error()));
    sources::ReadOptions reading{request.code_page, false, request.passwords, wants_hash(*opened)};
    reading.administrator = request.administrator;
    reading.layouts = std::move(*layouts);
    auto source = sources::open_source(request.source, reading);
    if (!source) return refuse_source(source.error());
    auto facts = facts_of(**source, *opened);
    if (!facts) return tl::unexpected(std::move(facts.error()));

    pipeline::AddressCensus census(std::move(*addressing));
    pipeline::AddressedSource addressed(**source, census);
    pipeline::Selector selector(request.selection);
    pipeline::Plan plan = pipeline::make_plan(addressed, selector, request.users.empty() ? nullptr : &users);
    if (plan.mailboxes.size() == 1 && plan.mailboxes[0].error) return refuse_source(*plan.mailboxes[0].error);
    std::vector<pipeline::TargetSlot> slots;
    for (std::size_t i = 0; i < opened->size(); ++i) {
        auto prepared = (*opened)[i]->prepare(*facts, plan.selected());
        if (!prepared) return refuse_target(std::move(prepared.error()).in(request.targets[i]));
        slots.push_back({request.targets[i], (*opened)[i].get()});
    }

    MigrateOutcome outcome;
    outcome.source = (*source)->description();
    const std::size_t workers = workers_of(request);
    std::unique_ptr<RunLedger> ledger;
    std::unique_ptr<pipeline::LedgerQueue> queue;
    if (!request.dry_run) {
        auto begun = begin_ledger(request, *opened, plan, workers, outcome);
        if (!begun) return tl::unexpected(std::move(begun.error()));
        ledger = std::move(begun->ledger);
        queue = std::move(begun->queue);
    }
    std::optional<SourceHashes> hashes;
    if (ledger) hashes.emplace(**source);
    outcome.run = pipeline::run(addressed, plan, slots, selector,
                                {request.dry_run, options->time_zone, &census, workers, queue.get()}, observer, cancel);
    queue.reset();
    if (request.time_zone.empty()) {
        Finding assumed{MessageId::run_no_time_zone, {}, "", "local times are taken for UTC where a target needs UTC"};
        observer.found("", assumed);
        outcome.run.findings.add(std::move(assumed));
    }
    if (auto idle = idle_rules_finding(census); idle && !outcome.run.stopped) {
        observer.found("", *idle);
        outcome.run.findings.add(std::move(*idle));
    }
    for (const Finding& finding : (*source)->findings().list()) {
        observer.found("", finding);
        outcome.run.findings.add(finding);
    }
    outcome.unresolved = unreachable(census);
    outcome.exit_code = exit_code_of(outcome.run);
    write_report_of(request, *opened, outcome);
    if (ledger) close_ledger(*ledger, outcome.run.stopped ? hashes->stop() : hashes->finish(), outcome);
    return outcome;
}

}  // namespace restante::service
