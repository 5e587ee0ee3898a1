#include "formats/exchange/control_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/text_lines.h"

namespace restante::exchange {
namespace {

constexpr std::size_t kLongestShown = 60;

struct KnownMode {
    std::string_view name;
    ControlMode mode;
};
constexpr KnownMode kModes[] = {{"FILE", ControlMode::migration_files}, {"MSMAILPC", ControlMode::microsoft_mail},
                                {"CCMAIL", ControlMode::other},         {"COLLABRA", ControlMode::other},
                                {"NOTES", ControlMode::other},          {"GRPWISE", ControlMode::other},
                                {"GRPWISE5", ControlMode::other},       {"ADSI", ControlMode::other},
                                {"IMAP", ControlMode::other},           {"EXCHANGE", ControlMode::other}};

// Keywords of other sources, and those that came with Exchange 2000.
constexpr std::string_view kOthers[] = {
    "POName",    "GWDomain", "GWUserGRPName",       "GWRTF",       "Phone",         "Notes", "Tasks", "Port", "Secure",
    "Encrypted", "Exch55",   "RestrictSearchtoSid", "SubjectFile", "ForcePwdChange"};

class ControlReader {
public:
    Result<ControlFile> read(std::string_view text) {
        TextLines lines(as_bytes(text));
        while (const auto line = lines.next()) {
            const std::string_view words = as_text(line->bytes);
            if (words.starts_with('!') || trimmed(words).empty()) continue;
            line_ = line->number;
            TRY_VOID(read_line(words));
        }
        if (given_.empty()) return fail(Errc::bad_value, "the keyword Mode is missing", 1);
        return std::move(control_);
    }

private:
    Result<void> read_line(std::string_view words) {
        const std::size_t comma = words.find(',');
        if (comma == std::string_view::npos)
            return fail(Errc::bad_value, fmt::format("\"{}\" is not KEYWORD,VALUE", utf8_prefix(words, kLongestShown)),
                        line_);
        const std::string_view name = trimmed(words.substr(0, comma));
        value_ = trimmed(words.substr(comma + 1));
        if (value_.size() >= 2 && value_.front() == '"' && value_.back() == '"')
            value_ = value_.substr(1, value_.size() - 2);
        if (given_.empty() && !equals_ignoring_ascii_case(name, "Mode"))
            return fail(Errc::bad_value, "the first keyword must be Mode", line_);
        if (!given_.insert(ascii_lower(name)).second)
            return fail(Errc::bad_value, fmt::format("the keyword {} is there twice", name), line_);
        return take(name);
    }

    Result<void> take(std::string_view name) {
        const auto is = [name](std::string_view keyword) { return equals_ignoring_ascii_case(name, keyword); };
        if (is("Mode")) return take_mode();
        const std::pair<std::string_view, std::string*> texts[] = {{"File", &control_.file},
                                                                   {"Accounts", &control_.accounts},
                                                                   {"Postoffice", &control_.postoffice},
                                                                   {"Home-Server", &control_.home_server},
                                                                   {"Container", &control_.container},
                                                                   {"Template", &control_.template_mailbox},
                                                                   {"NTDomain", &control_.nt_domain},
                                                                   {"FldOwner", &control_.folder_owner},
                                                                   {"PSTPath", &control_.pst_directory}};
        for (const auto& [keyword, into] : texts)
            if (is(keyword)) {
                *into = value_;
                return {};
            }
        const std::pair<std::string_view, bool*> switches[] = {{"Mailbox", &control_.mailboxes},
                                                               {"Email", &control_.mail},
                                                               {"Public", &control_.public_folders},
                                                               {"PAB", &control_.address_books},
                                                               {"Schedule", &control_.schedule}};
        for (const auto& [keyword, into] : switches)
            if (is(keyword)) return choose<bool>(name, *into, {{"TRUE", true}, {"FALSE", false}});
        const std::pair<std::string_view, std::optional<LocalTime>*> times[] = {{"EmailStart", &control_.mail_start},
                                                                                {"EmailEnd", &control_.mail_end},
                                                                                {"SchdStart", &control_.schedule_start},
                                                                                {"SchdEnd", &control_.schedule_end}};
        for (const auto& [keyword, into] : times)
            if (is(keyword)) return take_time(name, *into);
        return take_choice(name);
    }

    Result<void> take_choice(std::string_view name) {
        const auto is = [name](std::string_view keyword) { return equals_ignoring_ascii_case(name, keyword); };
        if (is("Function"))
            return choose<ControlFunction>(name, control_.function,
                                           {{"FULL", ControlFunction::full},
                                            {"EXTRACT", ControlFunction::extract},
                                            {"IMPORT", ControlFunction::import}});
        if (is("NTAccounts"))
            return choose<ControlAccounts>(
                name, control_.nt_accounts,
                {{"NO", ControlAccounts::no}, {"RANDOM", ControlAccounts::random}, {"ALIAS", ControlAccounts::alias}});
        if (is("DefFldPerms"))
            return choose<ControlAccess>(name, control_.default_access,
                                         {{"None", ControlAccess::none},
                                          {"Author", ControlAccess::author},
                                          {"PubEditor", ControlAccess::publishing_editor}});
        if (is("ImportDestination"))
            return choose<ControlDestination>(
                name, control_.destination, {{"SERVER", ControlDestination::server}, {"PST", ControlDestination::pst}});
        const bool known = std::ranges::any_of(kOthers, is);
        control_.ignored.push_back({std::string(name), line_, known});
        return {};
    }

    Result<void> take_mode() {
        for (const KnownMode& one : kModes) {
            if (!equals_ignoring_ascii_case(value_, one.name)) continue;
            control_.mode = one.mode;
            control_.mode_name = one.name;
            return {};
        }
        return wrong_value("Mode");
    }

    Result<void> take_time(std::string_view name, std::optional<LocalTime>& into) const {
        into = read_migration_time(value_);
        return into ? Result<void>{} : wrong_value(name);
    }

    template <class Value>
    Result<void> choose(std::string_view name, Value& into,
                        std::initializer_list<std::pair<std::string_view, Value>> choices) const {
        for (const auto& [word, value] : choices)
            if (equals_ignoring_ascii_case(value_, word)) {
                into = value;
                return {};
            }
        return wrong_value(name);
    }

    [[nodiscard]] Result<void> wrong_value(std::string_view name) const {
        return fail(Errc::bad_value,
                    fmt::format("\"{}\" is no value of the keyword {}", utf8_prefix(value_, kLongestShown), name),
                    line_);
    }

    ControlFile control_{};
    std::size_t line_ = 0;
    std::string_view value_{};
    std::set<std::string> given_{};  // in small letters
};

}  // namespace

Result<ControlFile> read_control_file(std::string_view text) { return ControlReader().read(text); }

std::vector<std::string> missing_keywords(const ControlFile& control) {
    std::vector<std::string> missing;
    const auto need = [&missing](bool needed, const std::string& value, const char* name) {
        if (needed && value.empty()) missing.emplace_back(name);
    };
    const bool microsoft_mail = control.mode == ControlMode::microsoft_mail;
    const bool lists = microsoft_mail && control.function != ControlFunction::full;
    need(microsoft_mail, control.postoffice, "Postoffice");
    need(control.mode == ControlMode::migration_files || lists, control.file, "File");
    need(control.destination == ControlDestination::pst, control.pst_directory, "PSTPath");
    return missing;
}

}  // namespace restante::exchange
