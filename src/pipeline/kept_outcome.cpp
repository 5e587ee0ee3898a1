#include "pipeline/kept_outcome.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <utility>

#include "base/exact_json.h"

namespace restante::pipeline {
namespace {

using Json = nlohmann::ordered_json;

const std::map<std::string_view, MessageId>& messages_by_code() {
    static const std::map<std::string_view, MessageId> kMessages{
#define MESSAGE(enumerator, code, severity, meaning, remedy) {code, MessageId::enumerator},
#include "base/messages/all.def"
#undef MESSAGE
    };
    return kMessages;
}

Json tally_json(const Tally& tally) { return {tally.found, tally.delivered, tally.skipped, tally.failed}; }

Json counts_json(const Counts& counts) {
    Json json = Json::object();
    Counts::for_each(counts, [&json](const char* name, const Tally& tally) {
        if (tally.found != 0) json[name] = tally_json(tally);
    });
    return json;
}

Counts counts_of(const Json& json) {
    Counts counts;
    Counts::for_each(counts, [&json](const char* name, Tally& tally) {
        const auto found = json.find(name);
        if (found == json.end()) return;
        tally = {found->at(0), found->at(1), found->at(2), found->at(3)};
    });
    return counts;
}

ledger::Note note_of(const Finding& finding, ledger::NoteKind kind, std::string target) {
    ledger::Note note;
    note.kind = kind;
    note.code = message_text(finding.id).code;
    note.item = finding.item;
    note.target = std::move(target);
    note.offset = finding.offset;
    note.text = finding.text;
    return note;
}

ledger::Note note_of(const Failure& failure) {
    ledger::Note note;
    note.kind = ledger::NoteKind::failure;
    note.code = name_of(failure.kind);
    note.item = failure.item;
    note.target = failure.target;
    note.offset = failure.error.offset;
    note.text = failure.error.where.empty() ? failure.error.what : failure.error.where + ": " + failure.error.what;
    note.count = failure.count;
    return note;
}

std::optional<Finding> finding_of(const ledger::Note& note) {
    const auto known = messages_by_code().find(note.code);
    if (known == messages_by_code().end()) return std::nullopt;
    return Finding{known->second, note.offset, note.item, note.text};
}

Failure failure_of(const ledger::Note& note, const std::string& mailbox) {
    Failure failure;
    for (const ItemKind kind :
         {ItemKind::mailbox, ItemKind::folder, ItemKind::message, ItemKind::attachment, ItemKind::address_book})
        if (name_of(kind) == note.code) failure.kind = kind;
    failure.mailbox = mailbox;
    failure.item = note.item;
    failure.count = note.count;
    failure.target = note.target;
    failure.error = {note.target.empty() ? Errc::bad_value : Errc::rejected, note.text, note.offset, {}};
    return failure;
}

// What has no name is none.
model::FolderRole role_of(std::uint64_t number) {
    const auto last = static_cast<std::uint64_t>(model::FolderRole::shared);
    return number > last ? model::FolderRole::none : static_cast<model::FolderRole>(number);
}

std::optional<MailboxResult> result_of(const Json& json, std::size_t targets) {
    MailboxResult result;
    result.mailbox.name = json.at("name");
    result.mailbox.display_name = json.at("display_name");
    result.mailbox.address = json.at("address");
    result.mailbox.shared = json.at("shared");
    result.complete = json.at("complete");
    result.counts = counts_of(json.at("counts"));
    const auto losses = json.at("targets").get<std::size_t>();
    if (losses > targets) return std::nullopt;
    result.losses.resize(losses);
    result.files = restore_files(json.at("files"));
    for (const Json& one : json.at("folders"))
        result.folders.push_back({one.at("path"), role_of(one.at("role").get<std::uint64_t>()), one.at("hidden"),
                                  counts_of(one.at("counts"))});
    return result;
}

}  // namespace

std::vector<ledger::Note> notes_of(const Findings& findings) {
    std::vector<ledger::Note> notes;
    for (const Finding& finding : findings.list()) notes.push_back(note_of(finding, ledger::NoteKind::finding, {}));
    return notes;
}

KeptOutcome keep(const MailboxOutcome& outcome) {
    const MailboxResult& result = outcome.result;
    Json folders = Json::array();
    for (const FolderResult& folder : result.folders)
        folders.push_back({{"path", folder.path},
                           {"role", static_cast<int>(folder.role)},
                           {"hidden", folder.hidden},
                           {"counts", counts_json(folder.counts)}});
    const Json json{{"name", result.mailbox.name},
                    {"display_name", result.mailbox.display_name},
                    {"address", result.mailbox.address},
                    {"shared", result.mailbox.shared},
                    {"complete", result.complete},
                    {"gave_up", outcome.gave_up},
                    {"already_there", outcome.already_there},
                    {"recovered", outcome.recovered},
                    {"targets", result.losses.size()},
                    {"counts", counts_json(result.counts)},
                    {"files", keep(result.files)},
                    {"folders", std::move(folders)}};
    KeptOutcome kept{json.dump(-1, ' ', false, Json::error_handler_t::replace), notes_of(result.findings)};
    for (std::size_t target = 0; target < result.losses.size(); ++target)
        for (const Finding& loss : result.losses[target].list())
            kept.notes.push_back(note_of(loss, ledger::NoteKind::loss, std::to_string(target)));
    for (const Failure& failure : outcome.failures.list()) kept.notes.push_back(note_of(failure));
    return kept;
}

std::string keep(const std::vector<MadeFile>& files) {
    Json list = Json::array();
    for (const MadeFile& made : files) list.push_back({made.target, made.file.path, made.file.size, made.file.sha256});
    return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<MadeFile> restore_files(const std::string& kept) {
    std::vector<MadeFile> files;
    try {
        for (const Json& one : parse_exact_json<Json>(kept))
            files.push_back({one.at(0), {one.at(1), one.at(2), one.at(3)}});
    } catch (const Json::exception&) {
        return {};
    }
    return files;
}

std::optional<MailboxOutcome> restore(const KeptOutcome& kept, std::size_t targets) {
    MailboxOutcome outcome;
    try {
        const Json json = parse_exact_json<Json>(kept.result);
        auto result = result_of(json, targets);
        if (!result) return std::nullopt;
        outcome.result = std::move(*result);
        outcome.gave_up = json.at("gave_up");
        outcome.already_there = json.at("already_there");
        outcome.recovered = json.at("recovered");
    } catch (const Json::exception&) {
        return std::nullopt;
    }
    outcome.result.findings = restore_findings(kept.notes);
    for (const ledger::Note& note : kept.notes) {
        if (note.kind == ledger::NoteKind::failure) {
            outcome.failures.add(failure_of(note, outcome.result.mailbox.name));
        } else if (note.kind == ledger::NoteKind::loss) {
            const auto loss = finding_of(note);
            for (std::size_t target = 0; loss && target < outcome.result.losses.size(); ++target)
                if (std::to_string(target) == note.target) outcome.result.losses[target].add(*loss);
        }
    }
    return outcome;
}

Findings restore_findings(const std::vector<ledger::Note>& notes) {
    Findings findings;
    for (const ledger::Note& note : notes)
        if (note.kind == ledger::NoteKind::finding)
            if (auto finding = finding_of(note)) findings.add(std::move(*finding));
    return findings;
}

}  // namespace restante::pipeline
