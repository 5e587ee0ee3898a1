#include "cli/event_stream.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "service/version.h"

namespace restante::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr auto kProgressEvery = std::chrono::seconds(1);

void emit(Output& output, const Json& json) {
    output.write(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    output.flush();  // whoever listens wants it now
}

Json tally_json(const pipeline::Tally& tally) {
    return {
        {"found", tally.found}, {"delivered", tally.delivered}, {"skipped", tally.skipped}, {"failed", tally.failed}};
}

Json counts_json(const pipeline::Counts& counts) {
    Json json = Json::object();
    pipeline::Counts::for_each(
        counts, [&json](const char* name, const pipeline::Tally& tally) { json[name] = tally_json(tally); });
    return json;
}

void put_finding(Json& json, const Finding& finding) {
    json["code"] = message_text(finding.id).code;
    json["severity"] = name_of(finding.severity());
    if (finding.offset) json["offset"] = *finding.offset;
    if (!finding.item.empty()) json["item"] = finding.item;
    json["text"] = finding.text;
}

}  // namespace

EventStream::EventStream(Output& output, std::vector<std::string> targets)
    : output_(output), targets_(std::move(targets)), next_(std::chrono::steady_clock::now() + kProgressEvery) {}

void EventStream::run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                              const pipeline::Progress& totals) {
    emit(output_, {{"event", "started"},
                   {"version", service::version()},
                   {"source", {{"kind", source.kind}, {"path", source.path}, {"size", source.size}}},
                   {"targets", targets_},
                   {"mailboxes", mailboxes},
                   {"messages", totals.messages_total}});
}

void EventStream::mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) {
    emit(output_, {{"event", "mailbox"}, {"name", mailbox.name}, {"folders", folders}, {"messages", messages}});
}

void EventStream::folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) {
    emit(output_, {{"event", "folder"}, {"mailbox", mailbox.name}, {"path", folder.path}, {"messages", messages}});
}

void EventStream::advanced(const pipeline::Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + kProgressEvery;
    emit(output_, {{"event", "progress"},
                   {"messages", progress.messages},
                   {"of", progress.messages_total},
                   {"attachments", progress.attachments},
                   {"bytes", progress.bytes}});
}

void EventStream::folder_finished(const model::Mailbox& mailbox, const pipeline::FolderResult& folder) {
    emit(output_, {{"event", "folder-finished"},
                   {"mailbox", mailbox.name},
                   {"path", folder.path},
                   {"counts", counts_json(folder.counts)}});
}

void EventStream::found(const std::string& mailbox, const Finding& finding) {
    Json json{{"event", "finding"}, {"mailbox", mailbox}};
    put_finding(json, finding);
    emit(output_, json);
}

void EventStream::lost(const std::string& mailbox, const std::string& target, const Finding& loss) {
    Json json{{"event", "loss"}, {"mailbox", mailbox}, {"target", target}};
    put_finding(json, loss);
    emit(output_, json);
}

void EventStream::failed(const pipeline::Failure& failure) {
    Json json{{"event", "failed"}, {"kind", name_of(failure.kind)}, {"mailbox", failure.mailbox}};
    if (!failure.item.empty()) json["item"] = failure.item;
    json["count"] = failure.count;
    if (!failure.target.empty()) json["target"] = failure.target;
    if (failure.error.offset) json["offset"] = *failure.error.offset;
    json["text"] = failure.error.describe();
    emit(output_, json);
}

void EventStream::mailbox_finished(const pipeline::MailboxResult& mailbox) {
    emit(output_, {{"event", "mailbox-finished"},
                   {"name", mailbox.mailbox.name},
                   {"complete", mailbox.complete},
                   {"counts", counts_json(mailbox.counts)}});
}

void EventStream::summary(const service::MigrateOutcome& outcome) {
    Json json{{"event", "summary"}, {"exit_code", static_cast<int>(outcome.exit_code)}};
    if (outcome.run.stopped) json["stopped"] = outcome.run.stopped->describe();
    json["mailboxes"] = tally_json(outcome.run.mailboxes);
    json["counts"] = counts_json(outcome.run.totals);
    if (outcome.run.already_there != 0) json["already_there"] = outcome.run.already_there;
    if (outcome.run.recovered != 0) json["recovered"] = outcome.run.recovered;
    if (!outcome.report.empty()) json["report"] = outcome.report;
    if (!outcome.ledger.empty()) json["ledger"] = outcome.ledger;
    emit(output_, json);
}

void EventStream::refused(const service::Refusal& refusal) {
    emit(output_, {{"event", "refused"}, {"exit_code", static_cast<int>(refusal.code)}, {"text", refusal.text}});
}

}  // namespace restante::cli
