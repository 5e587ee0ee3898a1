#include <fmt/format.h>

#include <iterator>

#include "service/inspect.h"

namespace restante::service {
namespace {

std::string_view kind_shown(std::string_view kind) {
    return kind == "wgpo" ? "workgroup" : kind == "postoffice" ? "retail" : kind;
}

std::string dates(const Contents& contents) {
    if (!contents.oldest) return "";
    return fmt::format(", {} to {}", contents.oldest->iso().substr(0, 10), contents.newest->iso().substr(0, 10));
}

void add_contents(std::string& text, const Contents& contents) {
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "{} messages", contents.messages);
    if (contents.unread != 0) fmt::format_to(out, " ({} unread)", contents.unread);
    if (contents.attachments != 0) fmt::format_to(out, ", {} attachments", contents.attachments);
    if (contents.bytes != 0) fmt::format_to(out, ", {} bytes", contents.bytes);
    if (contents.unreadable != 0) fmt::format_to(out, ", {} unreadable", contents.unreadable);
    text += dates(contents) + "\n";
}

void add_mailbox(std::string& text, const InspectedMailbox& mailbox) {
    const auto out = std::back_inserter(text);
    const std::string label = mailbox.mailbox.shared ? model::label_of(mailbox.mailbox) : mailbox.mailbox.name;
    fmt::format_to(out, "\nmailbox  {} ({})\n", label.empty() ? "(no name)" : label, name_of(mailbox.health));
    if (mailbox.mailbox.origin)
        fmt::format_to(out, "file     {} ({}, {}, {} bytes)\n", mailbox.mailbox.origin->path,
                       mailbox.mailbox.origin->kind, mailbox.mailbox.origin->version, mailbox.mailbox.origin->size);
    if (!mailbox.problem.empty()) fmt::format_to(out, "  {}\n", mailbox.problem);
    for (const std::string& account : mailbox.mailbox.accounts) fmt::format_to(out, "account  {}\n", account);
    text += "total    ";
    add_contents(text, mailbox.contents);
    if (mailbox.contacts + mailbox.groups != 0)
        fmt::format_to(out, "address books  {} contacts, {} groups\n", mailbox.contacts, mailbox.groups);
    for (const InspectedFolder& inspected : mailbox.folders) {
        const model::Folder& folder = inspected.folder;
        fmt::format_to(out, "  {:{}}{}", "", 2 * (folder.path.size() - 1), folder.path.back());
        if (folder.role != model::FolderRole::none) fmt::format_to(out, " [{}]", name_of(folder.role));
        if (folder.hidden) text += " (hidden)";
        text += ": ";
        add_contents(text, inspected.contents);
    }
    if (!mailbox.findings.empty()) text += "findings\n";
    for (const Finding& finding : mailbox.findings.list()) text += "  " + finding_line(finding) + "\n";
}

void add_directory(std::string& text, const model::Directory& directory) {
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "\npostoffice  {}/{} ({}, {})\n", directory.network.empty() ? "?" : directory.network,
                   directory.postoffice.empty() ? "?" : directory.postoffice, kind_shown(directory.kind),
                   directory.path);
    if (const auto* const administrator = directory.administrator())
        fmt::format_to(out, "administrator  {}: {}\n", administrator->mailbox, directory.administrator_rule);
    fmt::format_to(out, "accounts  {}\n", directory.accounts.size());
    for (const model::DirectoryGroup& group : directory.groups)
        fmt::format_to(out, "group  {}: {} members\n", group.name, group.members.size());
}

}  // namespace

std::string inspection_text(const Inspection& inspection) {
    std::string text = fmt::format("source   {}\nkind     {}, {}\nsize     {} bytes\n", inspection.source.path,
                                   inspection.source.kind, inspection.source.version, inspection.source.size);
    for (const model::Directory& directory : inspection.directories) add_directory(text, directory);
    for (const InspectedMailbox& mailbox : inspection.mailboxes) add_mailbox(text, mailbox);
    for (const std::string& path : inspection.unmatched) text += "\nbelongs to no user: " + path + "\n";
    if (!inspection.findings.empty()) text += "\nfindings\n";
    for (const Finding& finding : inspection.findings.list()) text += "  " + finding_line(finding) + "\n";
    if (!inspection.evidence.empty()) text += "\nevidence\n";
    for (const Fact& fact : inspection.evidence) {
        fmt::format_to(std::back_inserter(text), "  {} = {}: {}", fact.field, fact.value, fact.established);
        if (fact.offset) fmt::format_to(std::back_inserter(text), " @0x{:x}", *fact.offset);
        text += "\n";
    }
    return text;
}

}  // namespace restante::service
