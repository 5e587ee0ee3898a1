#include "service/report_html.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "service/version.h"

namespace restante::service {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>restante: report</title>
<style>
:root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b3261e; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --good: #57c26d; --bad: #ff8a80; --warn: #e0a94a; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td { overflow-wrap: anywhere; } code { font-size: .9em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); } .warning { color: var(--warn); } .error { color: var(--bad); }
@media print { body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
</style>
</head>
<body>
)";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
        }
    }
    return safe;
}

void term(std::string& page, std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(page), "<dt>{}</dt><dd>{}</dd>\n", name, escaped(value));
}

void begin_table(std::string& page, std::string_view caption, std::initializer_list<std::string_view> columns) {
    page += "<table>\n";
    if (!caption.empty()) page += "<caption>" + escaped(caption) + "</caption>\n";
    page += "<thead><tr>";
    for (const std::string_view column : columns) {
        const bool number = column.starts_with('#');
        fmt::format_to(std::back_inserter(page), "<th scope=\"col\"{}>{}</th>", number ? " class=\"n\"" : "",
                       number ? column.substr(1) : column);
    }
    page += "</tr></thead>\n<tbody>\n";
}

void end_table(std::string& page) { page += "</tbody>\n</table>\n"; }

void cell(std::string& page, std::string_view text, std::string_view kind = {}) {
    if (kind.empty())
        page += "<td>" + escaped(text) + "</td>";
    else
        fmt::format_to(std::back_inserter(page), "<td class=\"{}\">{}</td>", kind, escaped(text));
}

void tally_row(std::string& page, std::string_view name, const pipeline::Tally& tally) {
    fmt::format_to(std::back_inserter(page), "<tr><th scope=\"row\">{}</th>", escaped(name));
    for (const std::uint64_t count : {tally.found, tally.delivered, tally.skipped})
        cell(page, std::to_string(count), "n");
    cell(page, std::to_string(tally.failed), tally.failed != 0 ? "n bad" : "n");
    page += "</tr>\n";
}

void add_head(std::string& page, const Report& report, const Custody& custody) {
    const bool good = report.exit_code == ExitCode::success || report.exit_code == ExitCode::warnings;
    fmt::format_to(std::back_inserter(page),
                   "<h1>Report of a mail migration</h1>\n<p class=\"{}\"><strong>{}</strong></p>\n<dl>\n",
                   good ? "good" : "bad", escaped(meaning_of(report.exit_code)));
    term(page, "Source",
         fmt::format("{} ({}, {}, {} bytes)", report.source.path, report.source.kind, report.source.version,
                     report.source.size));
    for (const std::string& target : report.request.targets) term(page, "Target", target);
    if (report.run.stopped) term(page, "Stopped", report.run.stopped->describe());
    if (report.run.already_there != 0)
        term(page, "There already", fmt::format("{} messages, from an earlier run", report.run.already_there));
    term(page, "Run", custody.run);
    term(page, "Made by", fmt::format("restante {}", version()));
    page += "</dl>\n";
}

void add_totals(std::string& page, const pipeline::RunResult& run) {
    page += "<h2>Totals</h2>\n";
    begin_table(page, "Found = delivered + skipped + failed", {"", "#found", "#delivered", "#skipped", "#failed"});
    tally_row(page, "mailboxes", run.mailboxes);
    pipeline::Counts::for_each(run.totals,
                               [&page](const char* name, const auto& tally) { tally_row(page, name, tally); });
    end_table(page);
}

void add_mailboxes(std::string& page, const pipeline::RunResult& run) {
    page += "<h2>Mailboxes</h2>\n";
    begin_table(page, "Messages of each mailbox",
                {"mailbox", "address", "state", "#found", "#delivered", "#skipped", "#failed"});
    for (const pipeline::MailboxResult& mailbox : run.per_mailbox) {
        const pipeline::Tally& tally = mailbox.counts.messages;
        page += "<tr>";
        cell(page, model::label_of(mailbox.mailbox));
        cell(page, mailbox.mailbox.address);
        cell(page, mailbox.complete ? "complete" : "not complete", mailbox.complete ? "good" : "bad");
        for (const std::uint64_t count : {tally.found, tally.delivered, tally.skipped})
            cell(page, std::to_string(count), "n");
        cell(page, std::to_string(tally.failed), tally.failed != 0 ? "n bad" : "n");
        page += "</tr>\n";
    }
    end_table(page);
}

void add_failure_table(std::string& page, const pipeline::Failures& failures) {
    if (failures.total() == 0) return;
    page += "<h2>Not delivered</h2>\n";
    begin_table(page, "", {"mailbox", "item", "#how many", "target", "reason"});
    for (const pipeline::Failure& failure : failures.list()) {
        page += "<tr>";
        cell(page, failure.mailbox);
        cell(page, failure.item.empty() ? std::string(name_of(failure.kind)) : failure.item);
        cell(page, std::to_string(failure.count), "n");
        cell(page, failure.target.empty() ? "all" : failure.target);
        cell(page, failure.error.describe());
        page += "</tr>\n";
    }
    end_table(page);
}

void finding_rows(std::string& page, std::string_view mailbox, std::string_view target, const Findings& findings) {
    for (const Finding& finding : findings.list()) {
        const MessageText& message = message_text(finding.id);
        page += "<tr>";
        cell(page, message.code);
        cell(page, name_of(finding.severity()), name_of(finding.severity()));
        std::string where(mailbox);
        if (!finding.item.empty()) where += (where.empty() ? "" : " ") + finding.item;
        if (!target.empty()) where += fmt::format(" to {}", target);
        if (finding.offset) where += fmt::format(" @0x{:x}", *finding.offset);
        cell(page, where);
        cell(page, finding.text);
        cell(page, fmt::format("{}. {}", message.meaning, message.remedy));
        page += "</tr>\n";
    }
}

void add_finding_table(std::string& page, const Report& report) {
    page += "<h2>Findings and losses</h2>\n";
    begin_table(page, "What was odd in the source, and what a target could not carry",
                {"number", "severity", "where", "what", "what it means, and what to do"});
    finding_rows(page, "", "", report.run.findings);
    for (const pipeline::MailboxResult& mailbox : report.run.per_mailbox) {
        finding_rows(page, mailbox.mailbox.name, "", mailbox.findings);
        for (std::size_t i = 0; i < mailbox.losses.size(); ++i)
            finding_rows(page, mailbox.mailbox.name, i < report.request.targets.size() ? report.request.targets[i] : "",
                         mailbox.losses[i]);
    }
    end_table(page);
}

void add_address_table(std::string& page, const std::vector<pipeline::CountedAddress>& addresses) {
    if (addresses.empty()) return;
    page += "<h2>Addresses without an Internet address</h2>\n";
    begin_table(page, "A map (--map) can name one", {"address", "name", "#times"});
    for (const pipeline::CountedAddress& one : addresses) {
        page += "<tr>";
        cell(page, one.old);
        cell(page, one.name);
        cell(page, std::to_string(one.count), "n");
        page += "</tr>\n";
    }
    end_table(page);
}

void add_custody(std::string& page, const Custody& custody) {
    page += "<h2>Chain of custody</h2>\n";
    begin_table(page, "Items on record, one for each target", {"state", "#items"});
    for (const ledger::StateCount& one : custody.items) {
        page += "<tr>";
        cell(page, one.state);
        cell(page, std::to_string(one.count), "n");
        page += "</tr>\n";
    }
    end_table(page);
    begin_table(page, "Files that were read", {"file", "#bytes", "SHA-256"});
    for (const ledger::SourceFile& file : custody.files) {
        page += "<tr>";
        cell(page, file.path);
        cell(page, std::to_string(file.size), "n");
        fmt::format_to(std::back_inserter(page), "<td><code>{}</code></td></tr>\n",
                       file.sha256.empty() ? "not read" : escaped(file.sha256));
    }
    end_table(page);
    begin_table(page, "What was done when (UTC)", {"time", "event", "detail"});
    for (const ledger::Event& event : custody.events) {
        page += "<tr>";
        cell(page, event.at);
        cell(page, event.kind);
        cell(page, event.detail);
        page += "</tr>\n";
    }
    end_table(page);
}

}  // namespace

std::string report_html(const Report& report, const Custody& custody) {
    std::string page(kHead);
    add_head(page, report, custody);
    add_totals(page, report.run);
    add_mailboxes(page, report.run);
    add_failure_table(page, report.run.failures);
    add_finding_table(page, report);
    add_address_table(page, report.unresolved);
    add_custody(page, custody);
    return page + "</body>\n</html>\n";
}

}  // namespace restante::service
