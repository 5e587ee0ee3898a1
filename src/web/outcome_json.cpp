#include "web/outcome_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <map>

#include "service/report.h"

namespace restante::web {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostExamples = 50;  // named per message number; the report names all
constexpr std::size_t kMostFailures = 1'000;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json tally_json(const pipeline::Tally& tally) {
    return {
        {"found", tally.found}, {"delivered", tally.delivered}, {"skipped", tally.skipped}, {"failed", tally.failed}};
}

Json counts(const pipeline::Counts& counts) {
    Json json;
    pipeline::Counts::for_each(
        counts, [&json](const char* name, const pipeline::Tally& tally) { json[name] = tally_json(tally); });
    return json;
}

// Findings of one number together, with what it means and what to do.
class FindingGroups {
public:
    void add(const std::string& mailbox, const Findings& findings) {
        for (const Finding& finding : findings.list()) add(mailbox, finding);
        untold_ += findings.total() - findings.list().size();
    }
    void add(const std::string& mailbox, const Finding& finding) {
        Group& group = groups_[finding.id];
        if (++group.count <= kMostExamples)
            group.examples.push_back({{"mailbox", mailbox}, {"item", finding.item}, {"text", finding.text}});
    }

    [[nodiscard]] Json json() const {
        Json list = Json::array();
        // What is worst stands first.
        for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
            for (const auto& [id, group] : groups_)
                if (message_text(id).severity == severity) list.push_back(group_json(id, group));
        return list;
    }
    [[nodiscard]] std::size_t untold() const { return untold_; }

private:
    struct Group {
        std::size_t count = 0;
        Json examples = Json::array();
    };

    static Json group_json(MessageId id, const Group& group) {
        const MessageText& text = message_text(id);
        return {{"code", text.code},       {"severity", name_of(text.severity)},
                {"meaning", text.meaning}, {"remedy", text.remedy},
                {"count", group.count},    {"examples", group.examples}};
    }

    std::map<MessageId, Group> groups_;
    std::size_t untold_ = 0;
};

Json mailbox_json(const pipeline::MailboxResult& mailbox) {
    Json folders = Json::array();
    for (const pipeline::FolderResult& folder : mailbox.folders)
        folders.push_back({{"path", folder.path}, {"messages", tally_json(folder.counts.messages)}});
    return {{"name", mailbox.mailbox.name},
            {"label", model::label_of(mailbox.mailbox)},
            {"complete", mailbox.complete},
            {"counts", counts(mailbox.counts)},
            {"folders", std::move(folders)}};
}

Json forecast_json(const service::Forecast& forecast) {
    FindingGroups losses;
    for (const service::Forecast::Loss& loss : forecast.losses) losses.add(loss.mailbox, loss.finding);
    return {{"tried_with", forecast.tried_with},
            {"messages", forecast.messages},
            {"bytes", forecast.bytes},
            {"seconds", forecast.seconds},
            {"whole", forecast.whole},
            {"answer", forecast.answer},
            {"low", forecast.low},
            {"high", forecast.high},
            {"losses", losses.json()},
            {"losses_untold", forecast.untold_losses}};
}

Json failures_json(const pipeline::Failures& failures) {
    Json list = Json::array();
    for (const pipeline::Failure& failure : failures.list()) {
        if (list.size() == kMostFailures) break;
        list.push_back({{"kind", name_of(failure.kind)},
                        {"mailbox", failure.mailbox},
                        {"item", failure.item},
                        {"count", failure.count},
                        {"text", failure.error.describe()}});
    }
    return list;
}

}  // namespace

std::string counts_json(const pipeline::Counts& of) { return text_of(counts(of)); }

std::string refusal_json(const service::Refusal& refusal) {
    return text_of({{"refused", {{"code", static_cast<int>(refusal.code)}, {"text", refusal.text}}}});
}

Response refusal_response(const service::Refusal& refusal) {
    return error_response(422, refusal.text, static_cast<int>(refusal.code));
}

std::string outcome_json(const service::MigrateOutcome& outcome, const service::MigrateRequest& request,
                         const RunExtras& extras) {
    FindingGroups groups;
    groups.add("", outcome.run.findings);
    Json mailboxes = Json::array();
    for (const pipeline::MailboxResult& mailbox : outcome.run.per_mailbox) {
        const std::string label = model::label_of(mailbox.mailbox);
        groups.add(label, mailbox.findings);
        for (const Findings& losses : mailbox.losses) groups.add(label, losses);
        mailboxes.push_back(mailbox_json(mailbox));
    }
    Json json{{"exit_code", static_cast<int>(outcome.exit_code)},
              {"meaning", service::meaning_of(outcome.exit_code)},
              {"dry_run", request.dry_run},
              {"targets", request.targets},
              {"mailboxes", tally_json(outcome.run.mailboxes)},
              {"counts", counts(outcome.run.totals)},
              {"per_mailbox", std::move(mailboxes)},
              {"findings", groups.json()},
              {"findings_untold", groups.untold()},
              {"failures", failures_json(outcome.run.failures)},
              {"failures_total", outcome.run.failures.total()},
              {"already_there", outcome.run.already_there},
              {"recovered", outcome.run.recovered}};
    if (!extras.notes.empty()) json["notes"] = extras.notes;
    if (extras.forecast) json["forecast"] = forecast_json(*extras.forecast);
    if (outcome.run.stopped) json["stopped"] = outcome.run.stopped->describe();
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const std::string&>>{{"report", outcome.report},
                                                                           {"report_problem", outcome.report_problem},
                                                                           {"ledger", outcome.ledger},
                                                                           {"ledger_problem", outcome.ledger_problem}})
        if (!value.empty()) json[name] = value;
    return text_of(json);
}

std::string preflight_json(const service::Preflight& preflight) {
    return text_of(
        {{"places", preflight.places}, {"mailboxes", preflight.mailboxes}, {"messages", preflight.messages}});
}

std::string verified_json(const service::VerifyOutcome& outcome) {
    Json targets = Json::array();
    for (const service::VerifiedTarget& target : outcome.targets) {
        Json items = Json::array();
        for (const service::DoubtfulItem& item : target.doubtful)
            items.push_back({{"doubt", name_of(item.doubt)},
                             {"mailbox", item.mailbox},
                             {"item", item.item},
                             {"place", item.place}});
        targets.push_back({{"target", target.uri},
                           {"recorded", target.recorded},
                           {"found", target.found},
                           {"hashed", target.hashed},
                           {"missing", target.missing},
                           {"changed", target.changed},
                           {"twice", target.twice},
                           {"unsure", target.unsure},
                           {"unreadable", target.unreadable},
                           {"items", std::move(items)}});
    }
    return text_of({{"exit_code", static_cast<int>(outcome.exit_code)}, {"targets", std::move(targets)}});
}

std::string fleet_json(const service::FleetStatus& status) {
    const auto states = [](const service::FleetStatus::States& one) {
        return Json{{"planned", one.planned},       {"leased", one.leased}, {"complete", one.complete},
                    {"incomplete", one.incomplete}, {"failed", one.failed}, {"skipped", one.skipped}};
    };
    Json items = Json::object(), workers = Json::array(), troubled = Json::array();
    for (const auto& one : status.items) items[one.state] = one.count;
    for (const auto& worker : status.workers)
        workers.push_back({{"name", worker.name}, {"source", worker.source}, {"mailbox", worker.mailbox}});
    for (const auto& unit : status.troubled)
        troubled.push_back({{"source", unit.source},
                            {"mailbox", unit.kind == ledger::UnitKind::mailbox ? unit.name : std::string()},
                            {"failed", unit.state == ledger::UnitState::failed}});
    return text_of({{"runs", status.runs},
                    {"sources", states(status.sources)},
                    {"mailboxes", states(status.mailboxes)},
                    {"items", std::move(items)},
                    {"workers", std::move(workers)},
                    {"troubled", std::move(troubled)}});
}

std::string health_json(const service::StoreHealth& health) {
    Json portions = Json::object(), damaged = Json::array();
    for (const auto& one : health.portions)
        portions[std::string(one.state)] = {{"blocks", one.blocks}, {"bytes", one.bytes}};
    for (const auto& one : health.damaged)
        damaged.push_back(
            {{"offset", one.offset}, {"size", one.size}, {"object", one.object}, {"problem", one.problem}});
    std::string cells;  // a letter each, the first one of the state's name
    for (const std::uint8_t cell : health.cells) cells += health.portions[cell].state.front();
    return text_of({{"size", health.size},
                    {"cell", health.cell_size},
                    {"cells", std::move(cells)},
                    {"portions", std::move(portions)},
                    {"damaged", std::move(damaged)},
                    {"raw", health.raw},
                    {"complete", health.complete}});
}

}  // namespace restante::web
