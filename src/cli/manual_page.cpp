#include "cli/manual_page.h"

#include <fmt/format.h>

#include "service/report.h"

namespace restante::cli {
namespace {

// A backslash, and a dot or an apostrophe at the start of a line, would be commands; "-" shall be the ASCII character.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const bool starts_line = safe.empty() || safe.back() == '\n';
        if (starts_line && (c == '.' || c == '\'')) safe += "\\&";
        if (c == '\\')
            safe += "\\e";
        else if (c == '-')
            safe += "\\-";
        else
            safe += c;
    }
    return safe;
}

std::string option_entry(const CompletedOption& option) {
    const std::string value = option.value_name.empty() ? "" : " \\fI" + escaped(option.value_name) + "\\fR";
    return fmt::format(".TP\n\\fB{}\\fR{}\n{}.\n", escaped(option.name), value, escaped(option.description));
}

std::string command_section(const CompletedCommand& command) {
    std::string text = fmt::format(".SS {}\n{}.\n", escaped(command.name), escaped(command.description));
    for (const CompletedOption& option : command.options) text += option_entry(option);
    if (command.footer.empty()) return text;
    return text + fmt::format(".PP\n.nf\n{}\n.fi\n", escaped(command.footer));
}

std::string exit_codes() {
    using enum service::ExitCode;
    std::string text = ".SH EXIT STATUS\n";
    for (const service::ExitCode code :
         {success, warnings, undelivered, usage, bad_source, unavailable, io, interrupted})
        text += fmt::format(".TP\n{}\n{}\n", static_cast<int>(code), escaped(service::meaning_of(code)));
    return text;
}

}  // namespace

std::string manual_page(std::string_view version, const std::vector<CompletedCommand>& commands) {
    std::string text = fmt::format(
        ".TH RESTANTE 1 \"\" \"restante {}\" \"User Commands\"\n"
        ".SH NAME\nrestante \\- bring mail home from Microsoft Mail message files\n"
        ".SH SYNOPSIS\n",
        escaped(version));
    for (const CompletedCommand& command : commands)
        text += fmt::format(".B restante {}\n[\\fIoptions\\fR] ...\n.br\n", escaped(command.name));
    text +=
        ".SH DESCRIPTION\nReads mail of Microsoft Mail for PC Networks and delivers it where it can be read today. "
        "The source is only ever read; no password is needed.\n.SH COMMANDS\n";
    for (const CompletedCommand& command : commands) text += command_section(command);
    return text + exit_codes() +
           ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nNo colour on terminals.\n.TP\n\\fBXDG_STATE_HOME\\fR\nWhere the "
           "report of a run goes that has no better place; ~/.local/state by default.\n";
}

}  // namespace restante::cli
