#include <nlohmann/json.hpp>

#include <utility>

#include "service/report.h"
#include "service/version.h"

namespace restante::service {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json tally_json(const pipeline::Tally& tally) {
    return {
        {"found", tally.found}, {"delivered", tally.delivered}, {"skipped", tally.skipped}, {"failed", tally.failed}};
}

void put_counts(Json& json, const pipeline::Counts& counts, bool all) {
    pipeline::Counts::for_each(counts, [&](const char* name, const pipeline::Tally& tally) {
        if (all || tally.found != 0) json[name] = tally_json(tally);
    });
}

Json finding_json(const Finding& finding) {
    const MessageText& message = message_text(finding.id);
    Json json{{"code", message.code}, {"severity", name_of(finding.severity())}};
    if (finding.offset) json["offset"] = *finding.offset;
    if (!finding.item.empty()) json["item"] = finding.item;
    json["text"] = finding.text;
    json["meaning"] = message.meaning;
    json["remedy"] = message.remedy;
    return json;
}

Json failure_json(const pipeline::Failure& failure) {
    Json json{{"kind", name_of(failure.kind)}, {"mailbox", failure.mailbox}};
    if (!failure.item.empty()) json["item"] = failure.item;
    if (failure.count != 1) json["count"] = failure.count;
    if (!failure.target.empty()) json["target"] = failure.target;
    if (failure.error.offset) json["offset"] = *failure.error.offset;
    json["text"] = failure.error.where.empty() ? failure.error.what : failure.error.where + ": " + failure.error.what;
    return json;
}

// One element a line: large reports stay readable, and are never held, neither as a tree nor as text.
class Lines {
public:
    explicit Lines(ByteSink& sink) : sink_(sink) {}
    void begin_list(const std::string& name) {
        write(",\n  \"" + name + "\": [");
        first_ = true;
    }
    void add(const Json& json) {
        write((first_ ? "\n    " : ",\n    ") + text_of(json));
        first_ = false;
    }
    void write(const std::string& text) {
        if (done_) done_ = sink_.append(as_bytes(text));
    }
    [[nodiscard]] const Result<void>& done() const { return done_; }  // the first error

private:
    ByteSink& sink_;
    Result<void> done_{};
    bool first_ = true;
};

void add_findings(Lines& lines, const std::string* mailbox, const std::string* target, const Findings& findings) {
    for (const Finding& finding : findings.list()) {
        Json json;
        if (mailbox != nullptr) json["mailbox"] = *mailbox;
        if (target != nullptr) json["target"] = *target;
        json.update(finding_json(finding));
        lines.add(json);
    }
}

Json unresolved_json(const pipeline::CountedAddress& address) {
    Json json{{"address", address.old}};
    if (!address.name.empty()) json["name"] = address.name;
    json["count"] = address.count;
    return json;
}

Json options_json(const MigrateRequest& request) {
    Json json = Json::object();
    const pipeline::Selection& selection = request.selection;
    if (!selection.users.empty()) json["user"] = selection.users;
    if (!selection.exclude.empty()) json["exclude"] = selection.exclude;
    if (!selection.folders.empty()) json["folder"] = selection.folders;
    if (selection.since) json["since"] = selection.since->iso();
    if (selection.until) json["until"] = selection.until->iso();
    if (!selection.mail) json["no-mail"] = true;
    if (!selection.shared) json["no-shared"] = true;
    if (!selection.contacts) json["no-contacts"] = true;
    if (!selection.calendar) json["no-calendar"] = true;
    if (!selection.ole) json["no-ole"] = true;
    if (!request.domain.empty()) json["domain"] = request.domain;
    if (!request.map.empty()) json["map"] = request.map;
    if (!request.time_zone.empty()) json["timezone"] = request.time_zone;
    if (request.code_page != 0) json["codepage"] = request.code_page;
    if (request.dig) json["recover"] = true;
    if (request.overwrite) json["overwrite"] = true;
    if (request.dry_run) json["dry-run"] = true;
    return json;
}

Json mailbox_json(const pipeline::MailboxResult& mailbox) {
    Json json{{"name", mailbox.mailbox.name}};
    if (!mailbox.mailbox.address.empty()) json["address"] = mailbox.mailbox.address;
    json["complete"] = mailbox.complete;
    put_counts(json, mailbox.counts, true);
    Json list = Json::array();
    for (const pipeline::FolderResult& folder : mailbox.folders) {
        Json one{{"path", folder.path}, {"role", model::name_of(folder.role)}};
        if (folder.hidden) one["hidden"] = true;
        put_counts(one, folder.counts, false);
        list.push_back(std::move(one));
    }
    json["folder_list"] = std::move(list);
    return json;
}

Json head_json(const Report& report) {
    Json json{{"schema", "restante-report/1"}, {"version", version()}};
    json["source"] = {{"kind", report.source.kind},
                      {"path", report.source.path},
                      {"version", report.source.version},
                      {"size", report.source.size}};
    json["targets"] = report.request.targets;
    json["options"] = options_json(report.request);
    json["exit_code"] = static_cast<int>(report.exit_code);
    json["outcome"] = meaning_of(report.exit_code);
    if (report.run.already_there != 0) json["already_there"] = report.run.already_there;
    if (report.run.recovered != 0) json["recovered"] = report.run.recovered;
    if (report.run.stopped) json["stopped"] = report.run.stopped->describe();
    json["totals"] = {{"mailboxes", tally_json(report.run.mailboxes)}};
    put_counts(json["totals"], report.run.totals, true);
    return json;
}

std::size_t unnamed_findings(const pipeline::RunResult& run) {
    std::size_t count = run.findings.total() - run.findings.list().size();
    for (const pipeline::MailboxResult& mailbox : run.per_mailbox) {
        count += mailbox.findings.total() - mailbox.findings.list().size();
        for (const Findings& losses : mailbox.losses) count += losses.total() - losses.list().size();
    }
    return count;
}

}  // namespace

std::string report_json(const Report& report) {
    MemorySink sink;
    (void)write_report_json(report, sink);  // memory takes everything
    return std::string(as_text(sink.bytes()));
}

Result<void> write_report_json(const Report& report, ByteSink& sink) {
    Lines lines(sink);
    const std::string head = head_json(report).dump(2, ' ', false, Json::error_handler_t::replace);
    lines.write(head.substr(0, head.size() - 2));  // "\n}"
    const auto list = [&lines](const char* name, const auto& fill) {
        lines.begin_list(name);
        fill();
        lines.write("]");
    };
    list("mailboxes", [&] {
        for (const auto& mailbox : report.run.per_mailbox) lines.add(mailbox_json(mailbox));
    });
    list("findings", [&] {
        add_findings(lines, nullptr, nullptr, report.run.findings);
        for (const auto& mailbox : report.run.per_mailbox)
            add_findings(lines, &mailbox.mailbox.name, nullptr, mailbox.findings);
    });
    list("losses", [&] {
        for (const auto& mailbox : report.run.per_mailbox)
            for (std::size_t i = 0; i < mailbox.losses.size(); ++i)
                add_findings(lines, &mailbox.mailbox.name, &report.request.targets[i], mailbox.losses[i]);
    });
    list("failed", [&] {
        for (const auto& failure : report.run.failures.list()) lines.add(failure_json(failure));
    });
    list("unresolved", [&] {
        for (const pipeline::CountedAddress& one : report.unresolved) lines.add(unresolved_json(one));
    });
    lines.write(",\n  \"unnamed\": " +
                text_of({{"findings", unnamed_findings(report.run)},
                         {"failed", report.run.failures.total() - report.run.failures.list().size()}}));
    lines.write("\n}\n");
    return lines.done();
}

}  // namespace restante::service
