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

// One element a line: large reports stay readable and are never held as a tree.
class Lines {
public:
    explicit Lines(std::string& text) : text_(text) {}
    void add(const Json& json) {
        text_ += first_ ? "\n    " : ",\n    ";
        first_ = false;
        text_ += text_of(json);
    }

private:
    std::string& text_;
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
    std::string text = head_json(report).dump(2, ' ', false, Json::error_handler_t::replace);
    text.resize(text.size() - 2);  // "\n}"
    const auto list = [&text](const char* name, const auto& fill) {
        text += ",\n  \"" + std::string(name) + "\": [";
        Lines lines(text);
        fill(lines);
        text += "]";
    };
    list("mailboxes", [&](Lines& lines) {
        for (const auto& mailbox : report.run.per_mailbox) lines.add(mailbox_json(mailbox));
    });
    list("findings", [&](Lines& lines) {
        add_findings(lines, nullptr, nullptr, report.run.findings);
        for (const auto& mailbox : report.run.per_mailbox)
            add_findings(lines, &mailbox.mailbox.name, nullptr, mailbox.findings);
    });
    list("losses", [&](Lines& lines) {
        for (const auto& mailbox : report.run.per_mailbox)
            for (std::size_t i = 0; i < mailbox.losses.size(); ++i)
                add_findings(lines, &mailbox.mailbox.name, &report.request.targets[i], mailbox.losses[i]);
    });
    list("failed", [&](Lines& lines) {
        for (const auto& failure : report.run.failures.list()) lines.add(failure_json(failure));
    });
    list("unresolved", [&](Lines& lines) {
        for (const pipeline::CountedAddress& one : report.unresolved) lines.add(unresolved_json(one));
    });
    text +=
        ",\n  \"unnamed\": " + text_of({{"findings", unnamed_findings(report.run)},
                                        {"failed", report.run.failures.total() - report.run.failures.list().size()}});
    return text + "\n}\n";
}

}  // namespace restante::service
