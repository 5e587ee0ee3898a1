#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/migration_output.h"
#include "cli/sandbox_option.h"
#include "cli/secret_options.h"
#include "cli/usage.h"
#include "service/control_request.h"
#include "service/fleet.h"
#include "service/migrate.h"
#include "service/sandbox/migration_needs.h"
#include "service/secrets.h"

namespace restante::cli {
namespace {

constexpr int kLongestPatience = 7 * 24 * 60;  // minutes

struct MigrateOptions {
    service::MigrateRequest request{};
    std::string since{}, until{}, password_file{}, control{}, sandbox{};
    OutputOptions output{};
    bool no_mail = false, no_shared = false, no_contacts = false, no_calendar = false, no_ole = false;
};

std::optional<std::string> first_line(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line;
    if (!std::getline(file, line) && line.empty() && (!file.eof() || file.bad())) return std::nullopt;
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

// Fills the request; a sentence when the options contradict each other.
std::optional<std::string> complete(MigrateOptions& options) {
    pipeline::Selection& selection = options.request.selection;
    const auto date = [](const std::string& text, std::optional<LocalTime>& into) {
        into = LocalTime::parse(text);
        return text.empty() || into.has_value();
    };
    for (const auto& [text, into] : {std::pair(options.since, &selection.since), {options.until, &selection.until}})
        if (!date(text, *into)) return "\"" + text + "\" is no date; write 1995-08-30 or 1995-08-30T10:11:12";
    if (selection.since && selection.until && *selection.since >= *selection.until)
        return "--since is not before --until: nothing would be left";
    selection.mail = !options.no_mail;
    selection.shared = !options.no_shared;
    selection.contacts = !options.no_contacts;
    selection.calendar = !options.no_calendar;
    selection.ole = !options.no_ole;
    if (options.no_mail && !selection.folders.empty()) return "--no-mail and --folder contradict each other";
    if (auto contradiction = contradiction_in(options.output, options.request.targets); !contradiction.empty())
        return contradiction;
    if (options.password_file.empty()) return std::nullopt;
    const auto password = first_line(options.password_file);
    if (!password) return options.password_file + ": cannot be read";
    options.request.passwords.push_back(*password);
    return std::nullopt;
}

// A command that tells the secret cannot be run any more once the sandbox is in force.
bool ask_command(service::MigrateRequest& request) {
    if (request.secret_command.empty()) return true;
    auto secret = service::secret_source({{}, request.secret_command})({});
    if (!secret) {
        complain(secret.error().describe());
        return false;
    }
    request.secret = [known = std::move(*secret)](const std::string&) -> Result<targets::Secret> { return known; };
    return true;
}

int run_in_sandbox(MigrateOptions& options, Output& output) {
    service::MigrateRequest& request = options.request;
    if (!ask_command(request)) return static_cast<int>(service::ExitCode::usage);
    const SandboxedCommand sandboxed(options.sandbox, service::needs_of(request));
    if (const auto refusal = sandboxed.refusal()) return *refusal;
    for (const std::string& why : sandboxed.missing())
        request.notices.push_back({MessageId::run_sandbox_missing, {}, "", why});
    return run_and_tell(request, options.output, output);
}

// SOURCE and --to may stand in the control file.
int migrate(MigrateOptions& options, const char* command, Output& output) {
    if (options.control.empty() && options.request.source.empty()) return usage_error("SOURCE is required", command);
    if (options.control.empty() && options.request.targets.empty()) return usage_error("--to is required", command);
    if (const auto contradiction = complete(options)) return usage_error(*contradiction, command);
    if (!options.control.empty()) {
        const auto notes = service::apply_control_file(options.control, options.request);
        if (!notes) {
            complain(notes.error().text);
            return static_cast<int>(notes.error().code);
        }
        for (const std::string& note : *notes) complain(note);
    }
    if (options.sandbox.empty()) return run_and_tell(options.request, options.output, output);
    return run_in_sandbox(options, output);
}

int register_sources(MigrateOptions& options, service::PlanRequest& plan) {
    if (const auto contradiction = complete(options)) return usage_error(*contradiction, "plan");
    plan.like = options.request;
    const auto outcome = service::plan_fleet(plan);
    if (!outcome) {
        complain(outcome.error().text);
        return static_cast<int>(outcome.error().code);
    }
    write_error(fmt::format("{} sources registered, {} were known\n", outcome->registered, outcome->known));
    return 0;
}

CLI::Option* add_targets(CLI::App& command, MigrateOptions& options, const char* help) {
    return command.add_option("--to", options.request.targets, help)
        ->type_name("TARGET")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_selection(CLI::App& command, MigrateOptions& options) {
    pipeline::Selection& selection = options.request.selection;
    const auto group = "What to take";
    command.add_option("--user", selection.users, "Only mailboxes of this name; may hold * and ?, may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group);
    command.add_option("--exclude", selection.exclude, "Not mailboxes of this name; stronger than --user")
        ->type_name("NAME")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group);
    command
        .add_option("--users", options.request.users,
                    "Only mailboxes this list of restante users marks with Y, under the names it gives them")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--folder", selection.folders, "Only this folder and what is below it, e.g. 'Inbox/Pro*'")
        ->type_name("PATH")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(group);
    command.add_option("--since", options.since, "Only messages received (else sent) at or after; undated ones pass")
        ->type_name("DATE")
        ->group(group);
    command.add_option("--until", options.until, "Only messages received (else sent) before; undated ones pass")
        ->type_name("DATE")
        ->group(group);
    command.add_flag("--no-mail", options.no_mail, "No folders and messages")->group(group);
    command
        .add_flag("--no-shared", options.no_shared, "No shared folders; a message file has none, and RUN-007 says so")
        ->group(group);
    command.add_flag("--no-contacts", options.no_contacts, "No address books")->group(group);
    command
        .add_flag("--no-calendar", options.no_calendar, "No appointments; a message file has none, and RUN-007 says so")
        ->group(group);
    command.add_flag("--no-ole", options.no_ole, "No attachments that are OLE objects")->group(group);
}

void add_reading(CLI::App& command, MigrateOptions& options) {
    const auto group = "How to read it";
    command
        .add_option("--map", options.request.map,
                    "Address map: old address or mailbox -> Internet address; CSV or TOML")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--domain", options.request.domain, "For addresses that have no domain of their own")
        ->type_name("DOMAIN")
        ->group(group);
    command
        .add_option("--timezone", options.request.time_zone,
                    "Zone of the local times in the source, e.g. Europe/Berlin")
        ->type_name("ZONE")
        ->group(group);
    command
        .add_option("--codepage", options.request.code_page, "Code page of the texts, e.g. 850; default: by the source")
        ->type_name("N")
        ->group(group);
    command
        .add_option("--admin", options.request.administrator,
                    "The account that manages the postoffice (default: found out)")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--layout", options.request.layouts, "What is known of the records of the postoffice")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--password-file", options.password_file, "Check the password in its first line; never needed")
        ->type_name("FILE")
        ->group(group);
}

void add_login(CLI::App& command, MigrateOptions& options) {
    const auto group = "Login at a server";
    add_secret_options(command, options.request.secret_file, options.request.secret_command);
    command.add_flag("--insecure", options.request.insecure, "Accept any certificate; a warning says so")->group(group);
    command
        .add_option("--patience", options.request.patience,
                    "How long to go on trying, for each mailbox, when the server is away (default: 5 minutes)")
        ->type_name("MINUTES")
        ->check(CLI::Range(0, kLongestPatience))
        ->group(group);
}

void add_output(CLI::App& command, MigrateOptions& options) {
    const auto group = "Output";
    command.add_flag("--overwrite", options.request.overwrite, "Replace files that restante did not write")
        ->group(group);
    command
        .add_option("--report", options.request.report_directory, "Where to put the report; default: beside the target")
        ->type_name("DIR")
        ->group(group);
    command.add_flag("--dry-run", options.request.dry_run, "Read and count everything, write nothing")->group(group);
    command
        .add_option("--ledger", options.request.ledger,
                    "Where the run is on record: a file, or postgresql://...; default: beside the report")
        ->type_name("PLACE")
        ->group(group);
    command.add_option("--workers", options.request.workers, "Mailboxes at once (default: one a core)")
        ->type_name("N")
        ->group(group);
    add_output_options(command, options.output);
}

// migrate and recover differ in how deep they look.
CLI::App* add_migration(CLI::App& app, Chosen& chosen, const char* name, const char* description, bool dig) {
    CLI::App* command = app.add_subcommand(name, description);
    const auto options = std::make_shared<MigrateOptions>();
    options->request.dig = dig;
    command->add_option("SOURCE", options->request.source,
                        "A message file (.mmf), postoffice or packing list, recognised by content; or a directory, "
                        "archive or disk image of them");
    if (dig)
        command
            ->add_option("--piece", options->request.pieces,
                         "The next part of a message file that was split; in order, may be repeated")
            ->type_name("FILE")
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    add_targets(*command, *options,
                "Where to: maildir:DIR mbox:DIR eml:DIR pst:DIR json:FILE json:- contacts:DIR ldif:DIR directory:DIR "
                "migration:DIR bag:DIR imap://USER@HOST imaps://USER@HOST ews://USER@HOST; may be repeated");
    command
        ->add_option("--control", options->control,
                     "A control file of the Migration Wizard; what stands on the command line wins")
        ->type_name("FILE");
    add_selection(*command, *options);
    add_reading(*command, *options);
    add_login(*command, *options);
    add_output(*command, *options);
    add_sandbox_option(*command, options->sandbox);
    command->callback([options, name, &chosen] {
        chosen.action = [options, name](Output& output) { return migrate(*options, name, output); };
    });
    return command;
}

}  // namespace

void add_migrate_command(CLI::App& app, Chosen& chosen) {
    add_migration(app, chosen, "migrate", "Deliver the mail of a source to one or more targets", false)
        ->footer(
            "Examples:\n"
            "  restante migrate MSMAIL.MMF --to maildir:out --timezone Europe/Berlin\n"
            "  restante migrate MSMAIL.MMF --to json:- --folder Inbox --since 1995-01-01");
}

void add_recover_command(CLI::App& app, Chosen& chosen) {
    add_migration(app, chosen, "recover",
                  "As migrate, and digs: damaged files, deleted mail that is still there, and mail that nothing names "
                  "any more",
                  true)
        ->footer(
            "What was recovered is marked as such, in the report and in every target.\n"
            "Examples:\n"
            "  restante recover /mnt/maildata --to pst:out --user JDOE\n"
            "  restante recover MSMAIL.001 --piece MSMAIL.002 --piece MSMAIL.003 --to maildir:out");
}

void add_plan_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("plan", "Register postoffices in a ledger, for workers to migrate");
    const auto options = std::make_shared<MigrateOptions>();
    const auto plan = std::make_shared<service::PlanRequest>();
    command->add_option("SOURCE", plan->sources, "Postoffices, message files, or what holds them; none is opened yet")
        ->required();
    command->add_option("--ledger", plan->ledger, "A file, or postgresql://... for workers on several machines")
        ->type_name("PLACE")
        ->required();
    add_targets(*command, *options, "Where to, as for migrate; targets of files get a directory for each source")
        ->required();
    add_selection(*command, *options);
    add_reading(*command, *options);
    command->footer(
        "Example:\n"
        "  restante plan /mnt/postoffices/* --to maildir:/mnt/mail --ledger postgresql://restante@db/fleet");
    command->callback([options, plan, &chosen] {
        chosen.action = [options, plan](Output& /*output*/) { return register_sources(*options, *plan); };
    });
}

}  // namespace restante::cli
