#include <fmt/format.h>

#include <iterator>

#include "formats/mime/clean_text.h"
#include "service/report.h"
#include "service/version.h"

namespace restante::service {
namespace {

void add_tally(std::string& text, const char* name, const pipeline::Tally& tally) {
    fmt::format_to(std::back_inserter(text), "  {:<14}{:>10}{:>11}{:>10}{:>9}\n", name, tally.found, tally.delivered,
                   tally.skipped, tally.failed);
}

void add_findings(std::string& text, const std::string& whose, const Findings& findings) {
    for (const Finding& finding : findings.list()) {
        const MessageText& message = message_text(finding.id);
        const auto out = std::back_inserter(text);
        fmt::format_to(out, "  {} {}", message.code, name_of(finding.severity()));
        if (!whose.empty()) fmt::format_to(out, " {}", whose);
        if (!finding.item.empty()) fmt::format_to(out, " {}", finding.item);
        if (finding.offset) fmt::format_to(out, " @0x{:x}", *finding.offset);
        fmt::format_to(out, ": {}\n      {}. {}\n", finding.text, message.meaning, message.remedy);
    }
    if (findings.total() > findings.list().size())
        fmt::format_to(std::back_inserter(text), "  ... and {} more\n", findings.total() - findings.list().size());
}

void add_failures(std::string& text, const pipeline::Failures& failures) {
    for (const pipeline::Failure& failure : failures.list()) {
        const auto out = std::back_inserter(text);
        fmt::format_to(out, "  {}", name_of(failure.kind));
        if (failure.count != 1) fmt::format_to(out, " (and {} more from here)", failure.count - 1);
        if (!failure.mailbox.empty()) fmt::format_to(out, " {}", failure.mailbox);
        if (!failure.item.empty()) fmt::format_to(out, " {}", failure.item);
        if (!failure.target.empty()) fmt::format_to(out, " to {}", failure.target);
        fmt::format_to(out, ": {}\n", failure.error.describe());
    }
    if (failures.total() > failures.list().size())
        fmt::format_to(std::back_inserter(text), "  ... and {} more\n", failures.total() - failures.list().size());
}

void add_folders(std::string& text, const pipeline::MailboxResult& mailbox) {
    for (const pipeline::FolderResult& folder : mailbox.folders) {
        std::string path;
        for (const std::string& name : folder.path) path += (path.empty() ? "" : "/") + name;
        const pipeline::Tally& messages = folder.counts.messages;
        fmt::format_to(std::back_inserter(text), "    {}{}: {} messages", path, folder.hidden ? " (hidden)" : "",
                       messages.found);
        if (messages.found != messages.delivered)
            fmt::format_to(std::back_inserter(text), ", {} delivered, {} skipped, {} failed", messages.delivered,
                           messages.skipped, messages.failed);
        if (const pipeline::Tally& attachments = folder.counts.attachments; attachments.found != 0)
            fmt::format_to(std::back_inserter(text), ", {} attachments", attachments.found);
        text += '\n';
    }
}

void add_unresolved(std::string& text, const std::vector<pipeline::CountedAddress>& addresses) {
    if (addresses.empty()) return;
    text += "\naddresses without an Internet address (--map names one; restante inspect --addresses begins a map)\n";
    for (const pipeline::CountedAddress& one : addresses) {
        const auto out = std::back_inserter(text);
        fmt::format_to(out, "  {}", mime::one_line(one.old));
        if (!one.name.empty()) fmt::format_to(out, " \"{}\"", mime::one_line(one.name));
        fmt::format_to(out, ": {} times\n", one.count);
    }
}

bool any_finding(const pipeline::RunResult& run) {
    bool any = !run.findings.empty();
    for (const auto& mailbox : run.per_mailbox) {
        any = any || !mailbox.findings.empty();
        for (const Findings& losses : mailbox.losses) any = any || !losses.empty();
    }
    return any;
}

}  // namespace

std::string_view meaning_of(ExitCode code) {
    switch (code) {
        case ExitCode::success:
            return "everything asked for was delivered";
        case ExitCode::warnings:
            return "delivered, with warnings";
        case ExitCode::undelivered:
            return "some items were not delivered";
        case ExitCode::usage:
            return "the command was not understood; nothing was touched";
        case ExitCode::bad_source:
            return "the source cannot be read; nothing was written";
        case ExitCode::unavailable:
            return "a target cannot be reached";
        case ExitCode::io:
            return "input/output error; run again to go on";
        case ExitCode::interrupted:
            return "interrupted; run again to go on";
    }
    return "";
}

std::string report_text(const Report& report) {
    const pipeline::RunResult& run = report.run;
    std::string text = fmt::format("restante {}: report\n\nsource   {} ({}, {}, {} bytes)\n", version(),
                                   report.source.path, report.source.kind, report.source.version, report.source.size);
    for (const std::string& target : report.request.targets) text += "target   " + target + "\n";
    if (report.request.dry_run) text += "dry run  nothing was written; \"delivered\" means it would be\n";
    text +=
        fmt::format("result   {} (exit code {})\n", meaning_of(report.exit_code), static_cast<int>(report.exit_code));
    if (run.already_there != 0)
        text +=
            fmt::format("there    {} messages were delivered by an earlier run; what was lost then is not repeated\n",
                        run.already_there);
    if (run.recovered != 0)
        text += fmt::format("dug out  {} messages were recovered; they are marked as such\n", run.recovered);
    if (run.stopped) text += "stopped  " + run.stopped->describe() + "\n";

    text += fmt::format("\n  {:<14}{:>10}{:>11}{:>10}{:>9}\n", "", "found", "delivered", "skipped", "failed");
    add_tally(text, "mailboxes", run.mailboxes);
    pipeline::Counts::for_each(run.totals,
                               [&text](const char* name, const auto& tally) { add_tally(text, name, tally); });
    for (const auto& mailbox : run.per_mailbox) {
        text += fmt::format("\nmailbox {}{}\n", mailbox.mailbox.name.empty() ? "(no name)" : mailbox.mailbox.name,
                            mailbox.complete ? "" : " (not complete)");
        add_folders(text, mailbox);
    }
    if (run.failures.total() != 0) text += "\nnot delivered\n";
    add_failures(text, run.failures);
    if (any_finding(run)) text += "\nfindings and losses\n";
    add_findings(text, "", run.findings);
    for (const auto& mailbox : run.per_mailbox) {
        add_findings(text, mailbox.mailbox.name, mailbox.findings);
        for (std::size_t i = 0; i < mailbox.losses.size(); ++i)
            add_findings(text, mailbox.mailbox.name + " to " + report.request.targets[i], mailbox.losses[i]);
    }
    add_unresolved(text, report.unresolved);
    return text;
}

}  // namespace restante::service
