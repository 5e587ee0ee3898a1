#include "service/repair.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <utility>

#include "forge/output_directory.h"
#include "formats/mmf/checker.h"
#include "formats/mmf/store.h"
#include "sources/file_bytes.h"
#include "sources/mmf/store_repair.h"

namespace restante::service {
namespace {

using Json = nlohmann::ordered_json;

Result<Repaired> write_repaired(const std::shared_ptr<const mmf::Store>& store, forge::FileSink& sink,
                                Findings findings) {
    Repaired repaired;
    repaired.findings = std::move(findings);
    const sources::RepairCounts counts = TRY(sources::repair_store(store, sink, repaired.findings));
    TRY_VOID(sink.close());
    repaired.folders = counts.folders;
    repaired.messages = counts.messages;
    repaired.attachments = counts.attachments;
    repaired.entries = counts.entries;
    repaired.size = sink.size();
    return repaired;
}

Result<void> check_again(const std::string& path, Repaired& repaired) {
    Findings found;
    const auto file = TRY(sources::FileBytes::open(path));
    TRY_VOID(mmf::check_store(file, found));
    for (const Finding& finding : found.list())
        if (finding.severity() != Severity::info) repaired.remaining.add(finding);
    return {};
}

Json findings_json(const Findings& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings.list()) {
        const MessageText& message = message_text(finding.id);
        Json& json = list.emplace_back(Json{{"code", message.code}, {"severity", name_of(message.severity)}});
        if (finding.offset) json["offset"] = *finding.offset;
        if (!finding.item.empty()) json["item"] = finding.item;
        json["text"] = finding.text;
    }
    return list;
}

}  // namespace

Outcome<Repaired> repair(const std::string& from, const std::string& to) {
    const auto file = sources::FileBytes::open(from);
    if (!file) return refuse_source(file.error());
    Findings findings;
    const auto store = mmf::Store::open(*file, findings, true);
    if (!store) return refuse_source(Error(store.error()).in(from));
    auto sink = forge::FileSink::create(to);
    if (!sink)
        return refuse(sink.error().code == Errc::exists ? ExitCode::usage : ExitCode::io, sink.error().describe());
    auto repaired = write_repaired(*store, **sink, std::move(findings));
    if (!repaired) {
        std::remove(to.c_str());
        return refuse(ExitCode::io, Error(repaired.error()).in(to).describe());
    }
    const auto checked = check_again(to, *repaired);
    if (!checked) return refuse(ExitCode::io, Error(checked.error()).in(to).describe());
    repaired->exit_code = worse(exit_code_of(repaired->findings), exit_code_of(repaired->remaining));
    return std::move(*repaired);
}

std::vector<std::string> repaired_lines(const Repaired& repaired, const std::string& to) {
    std::vector<std::string> lines;
    for (const Finding& finding : repaired.findings.list()) lines.push_back(finding_line(finding));
    for (const Finding& finding : repaired.remaining.list()) lines.push_back(to + ": " + finding_line(finding));
    lines.push_back(fmt::format("{}: {} folders, {} messages, {} attachments, {} addresses, {} bytes, {}", to,
                                repaired.folders, repaired.messages, repaired.attachments, repaired.entries,
                                repaired.size, repaired.remaining.empty() ? "clean" : "not clean"));
    return lines;
}

std::string repaired_json(const Repaired& repaired, const std::string& from, const std::string& to) {
    const Json json{{"from", from},
                    {"to", to},
                    {"folders", repaired.folders},
                    {"messages", repaired.messages},
                    {"attachments", repaired.attachments},
                    {"addresses", repaired.entries},
                    {"bytes", repaired.size},
                    {"clean", repaired.remaining.empty()},
                    {"findings", findings_json(repaired.findings)},
                    {"remaining", findings_json(repaired.remaining)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace restante::service
