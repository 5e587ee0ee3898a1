#include "service/kept_run.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "base/exact_json.h"
#include "pipeline/kept_outcome.h"
#include "service/request_json.h"

namespace restante::service {
namespace {

using Json = nlohmann::ordered_json;

// Mailboxes that were left out or could not be opened have no folders, and no unit in the ledger.
bool has_no_unit(const pipeline::MailboxResult& mailbox) { return mailbox.folders.empty(); }

Json others_json(const pipeline::RunResult& run) {
    Json others = Json::array();
    for (std::size_t i = 0; i < run.per_mailbox.size(); ++i) {
        if (!has_no_unit(run.per_mailbox[i])) continue;
        pipeline::MailboxOutcome one;
        one.result = run.per_mailbox[i];
        others.push_back({i, pipeline::keep(one).result});
    }
    return others;
}

// Those of mailboxes without a unit.
Json failures_json(const pipeline::RunResult& run) {
    Json failures = Json::array();
    for (const pipeline::Failure& failure : run.failures.list())
        if (failure.kind == pipeline::ItemKind::mailbox && failure.target.empty())
            failures.push_back({failure.mailbox, failure.error.describe()});
    return failures;
}

Json unresolved_json(const std::vector<pipeline::CountedAddress>& addresses) {
    Json list = Json::array();
    for (const pipeline::CountedAddress& one : addresses) list.push_back({one.old, one.name, one.count});
    return list;
}

void read_kept(const Json& json, MigrateOutcome& outcome) {
    const Json& source = json.at("source");
    outcome.source = {source.at(0), source.at(1), source.at(2), source.at(3)};
    outcome.exit_code = static_cast<ExitCode>(json.at("exit_code").get<int>());
    outcome.report = json.at("report");
    if (json.contains("stopped")) outcome.run.stopped = Error{Errc::io, json.at("stopped"), {}, {}};
    outcome.run.files = pipeline::restore_files(json.at("files"));
    const Json& tally = json.at("mailboxes");
    outcome.run.mailboxes = {tally.at(0), tally.at(1), tally.at(2), tally.at(3)};
    for (const Json& one : json.at("unresolved")) {
        pipeline::CountedAddress address;
        address.old = one.at(0);
        address.name = one.at(1);
        address.count = one.at(2);
        outcome.unresolved.push_back(std::move(address));
    }
    for (const Json& one : json.at("failures"))
        outcome.run.failures.add(
            {pipeline::ItemKind::mailbox, one.at(0), "", 1, "", {Errc::bad_value, one.at(1), {}, {}}});
}

std::map<std::uint64_t, pipeline::MailboxOutcome> others_of(const Json& json, std::size_t targets) {
    std::map<std::uint64_t, pipeline::MailboxOutcome> others;
    for (const Json& one : json.at("others"))
        if (auto outcome = pipeline::restore({one.at(1), {}}, targets)) others[one.at(0)] = std::move(*outcome);
    return others;
}

// What nobody has finished: as many messages as were planned did not arrive.
pipeline::MailboxOutcome unfinished(const ledger::Unit& unit) {
    pipeline::MailboxOutcome outcome;
    outcome.gave_up = true;
    outcome.result.mailbox.name = unit.name;
    outcome.result.mailbox.address = unit.address;
    outcome.result.complete = false;
    outcome.result.counts.messages.fail(unit.messages);
    outcome.failures.add({pipeline::ItemKind::mailbox,
                          unit.name,
                          "",
                          1,
                          "",
                          {Errc::cancelled, "not finished; restante resume goes on", {}, {}}});
    return outcome;
}

}  // namespace

std::string kept_run_json(const MigrateOutcome& outcome) {
    const pipeline::Tally& tally = outcome.run.mailboxes;
    Json json{
        {"source", {outcome.source.kind, outcome.source.path, outcome.source.version, outcome.source.size}},
        {"exit_code", static_cast<int>(outcome.exit_code)},
        {"report", outcome.report},
        {"mailboxes", {tally.found, tally.delivered, tally.skipped, tally.failed}},
        {"unresolved", unresolved_json(outcome.unresolved)},
        {"failures", failures_json(outcome.run)},
        {"others", others_json(outcome.run)},
        {"files", pipeline::keep(outcome.run.files)},
    };
    if (outcome.run.stopped) json["stopped"] = outcome.run.stopped->describe();
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<KeptRun> load_run(ledger::Ledger& ledger, const std::string& id) {
    KeptRun run;
    for (ledger::Run& record : TRY(ledger.runs()))
        if (id.empty() || record.id.starts_with(id)) run.record = std::move(record);
    if (run.record.id.empty())
        return fail(Errc::not_found, id.empty() ? "the ledger holds no run" : "the ledger holds no run " + id);
    auto request = read_request_json(run.record.settings);
    if (!request) return fail(Errc::bad_value, "the run was begun by another program or version");
    run.request = std::move(request->request);
    run.directory = std::move(request->directory);

    const std::size_t targets = run.request.targets.size();
    std::map<std::uint64_t, pipeline::MailboxOutcome> mailboxes;
    run.outcome.source.path = run.request.source;
    if (const auto kept = TRY(ledger.kept(run.record.id, kKeptRun))) {
        try {
            const Json json = parse_exact_json<Json>(*kept);
            read_kept(json, run.outcome);
            mailboxes = others_of(json, targets);
        } catch (const Json::exception&) {
            return fail(Errc::bad_value, "the end of the run was kept by another program or version");
        }
        run.finished = true;
    }
    bool all_done = true;
    for (const ledger::Unit& unit : TRY(ledger.units(run.record.id))) {
        if (unit.kind != ledger::UnitKind::mailbox || unit.state == ledger::UnitState::skipped) continue;
        auto outcome = pipeline::restore({unit.result, TRY(ledger.notes(run.record.id, unit.id))}, targets);
        const bool open = unit.state == ledger::UnitState::planned || unit.state == ledger::UnitState::leased;
        all_done = all_done && !open;
        mailboxes[unit.position] = outcome ? std::move(*outcome) : unfinished(unit);
    }
    pipeline::RunResult& result = run.outcome.run;
    pipeline::Tally counted;
    for (auto& [position, mailbox] : mailboxes) {
        (mailbox.result.complete && !mailbox.gave_up) ? counted.deliver() : counted.fail();
        result.already_there += mailbox.already_there;
        result.recovered += mailbox.recovered;
        result.failures += std::move(mailbox.failures);
        result.totals += mailbox.result.counts;
        result.per_mailbox.push_back(std::move(mailbox.result));
    }
    result.findings = pipeline::restore_findings(TRY(ledger.notes(run.record.id, 0)));
    if (!run.finished || !all_done) {
        run.finished = false;
        result.mailboxes = counted;
        if (!result.stopped) result.stopped = Error{Errc::cancelled, "the run was cut off", {}, {}};
        run.outcome.exit_code = ExitCode::interrupted;
    }
    return run;
}

}  // namespace restante::service
