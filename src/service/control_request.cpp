#include "service/control_request.h"

#include <fmt/format.h>

#include <utility>

#include "base/ascii.h"
#include "base/code_page.h"
#include "base/escaped_pattern.h"
#include "base/utf8.h"
#include "formats/exchange/control_file.h"
#include "formats/exchange/text_lines.h"
#include "targets/files/output_file.h"

namespace restante::service {
namespace {

using exchange::ControlFile;

constexpr std::uint64_t kLargestControlFile = 16 * 1024 * 1024;
constexpr int kWindowsPage = 1252;

// Files of the Wizard are in the code page of the Windows it ran on.
Result<std::string> text_of_file(const std::string& path, int code_page) {
    std::string bytes = TRY(targets::files::read_file(path, kLargestControlFile));
    if (is_valid_utf8(bytes)) return bytes;
    return TRY(CodePage::numbered(code_page == 0 ? kWindowsPage : code_page)).decode(as_bytes(bytes));
}

Outcome<bool> add_accounts(const ControlFile& control, MigrateRequest& request) {
    if (control.accounts.empty() || !request.selection.users.empty()) return true;
    const auto text = text_of_file(control.accounts, request.code_page);
    if (!text) return refuse_source(text.error());
    exchange::TextLines lines(as_bytes(*text));
    while (const auto line = lines.next())
        if (const std::string_view name = trimmed(as_text(line->bytes)); !name.empty())
            request.selection.users.push_back(escape_pattern(name));
    if (request.selection.users.empty())
        return refuse(ExitCode::usage, control.accounts + " names nobody (keyword Accounts)");
    return true;
}

Outcome<bool> choose_source(const ControlFile& control, MigrateRequest& request) {
    if (control.mode == exchange::ControlMode::other)
        return refuse(ExitCode::usage, fmt::format("Mode,{}: restante reads Microsoft Mail and migration files only",
                                                   control.mode_name));
    if (control.function == exchange::ControlFunction::extract)
        return refuse(ExitCode::usage,
                      "Function,EXTRACT writes a user list, which restante users does: restante users "
                      "SOURCE --out FILE");
    const bool migration_files = control.mode == exchange::ControlMode::migration_files;
    if (request.source.empty()) request.source = migration_files ? control.file : control.postoffice;
    if (request.source.empty())
        return refuse(ExitCode::usage, fmt::format("the keyword {} is missing, and no SOURCE is named",
                                                   migration_files ? "File" : "Postoffice"));
    if (control.function == exchange::ControlFunction::import && request.users.empty()) {
        if (control.file.empty())
            return refuse(ExitCode::usage, "the keyword File is missing: Function,IMPORT needs it");
        request.users = control.file;
    }
    return true;
}

Outcome<bool> choose_target(const ControlFile& control, MigrateRequest& request) {
    if (!request.targets.empty()) return true;
    if (control.destination == exchange::ControlDestination::server)
        return refuse(ExitCode::usage, "ImportDestination,SERVER: say with --to where the mail is to go");
    if (control.pst_directory.empty())
        return refuse(ExitCode::usage, "the keyword PSTPath is missing, and no target is named with --to");
    request.targets.push_back("pst:" + control.pst_directory);
    return true;
}

// The Wizard's end is the last second that counts, ours the first that does not.
std::optional<LocalTime> behind(const std::optional<LocalTime>& last) {
    return last ? std::optional(LocalTime::from_unix_utc(last->seconds_as_utc() + 1)) : std::nullopt;
}

void select(const ControlFile& control, pipeline::Selection& selection) {
    selection.mail = selection.mail && control.mail;
    selection.shared = selection.shared && control.public_folders;
    selection.contacts = selection.contacts && control.address_books;
    selection.calendar = selection.calendar && control.schedule;
    if (!selection.since) selection.since = control.mail_start;
    if (!selection.until) selection.until = behind(control.mail_end);
}

std::vector<std::string> notes_of(const ControlFile& control) {
    std::vector<std::string> notes;
    for (const exchange::IgnoredKeyword& one : control.ignored)
        notes.push_back(fmt::format("line {}: the keyword {} {}", one.line, one.name,
                                    one.known ? "is for other sources or a later Wizard; it was passed over"
                                              : "is not known; it was passed over"));
    std::string servers;
    const auto add = [&servers](bool there, std::string_view name) {
        if (there) servers += (servers.empty() ? "" : ", ") + std::string(name);
    };
    add(!control.home_server.empty(), "Home-Server");
    add(control.container != ControlFile().container, "Container");
    add(!control.template_mailbox.empty(), "Template");
    add(control.nt_accounts != exchange::ControlAccounts::no, "NTAccounts");
    add(!control.nt_domain.empty(), "NTDomain");
    add(control.default_access != exchange::ControlAccess::none, "DefFldPerms");
    add(!control.folder_owner.empty(), "FldOwner");
    if (!servers.empty())
        notes.push_back(servers + ": for an Exchange server; accounts are made of what --to directory:DIR writes");
    if (control.schedule_start || control.schedule_end)
        notes.emplace_back("SchdStart, SchdEnd: not for Microsoft Mail; all appointments are taken");
    return notes;
}

}  // namespace

Outcome<std::vector<std::string>> apply_control_file(const std::string& path, MigrateRequest& request) {
    auto text = text_of_file(path, request.code_page);
    if (!text) return refuse_source(text.error());
    const auto control = exchange::read_control_file(*text);
    if (!control)
        return refuse(ExitCode::usage,
                      fmt::format("{}, line {}: {}", path, control.error().offset.value_or(1), control.error().what));
    for (const auto step : {choose_source, choose_target, add_accounts})
        if (auto done = step(*control, request); !done) {
            done.error().text = path + ": " + done.error().text;
            return tl::unexpected(std::move(done.error()));
        }
    select(*control, request.selection);
    return notes_of(*control);
}

}  // namespace restante::service
