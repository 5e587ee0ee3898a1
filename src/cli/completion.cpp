#include "cli/completion.h"

#include <array>

namespace restante::cli {
namespace {

constexpr std::array<std::string_view, 9> kTargets{
    "maildir:", "mbox:", "eml:", "json:", "pst:", "contacts:", "ldif:", "directory:", "migration:"};

// In single quotes for every one of the three shells.
std::string shell_quoted(std::string_view text) {
    std::string safe = "'";
    for (const char c : text) {
        if (c == '\'')
            safe += "'\\''";
        else
            safe += c;
    }
    return safe + "'";
}

// Inside a zsh option description brackets and colons have a meaning.
std::string zsh_description(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string joined(const std::vector<CompletedCommand>& commands) {
    std::string names;
    for (const CompletedCommand& command : commands) names += (names.empty() ? "" : " ") + command.name;
    return names;
}

std::string targets() {
    std::string names;
    for (const std::string_view target : kTargets) names += (names.empty() ? "" : " ") + std::string(target);
    return names;
}

std::string bash(const std::vector<CompletedCommand>& commands) {
    std::string cases;
    for (const CompletedCommand& command : commands) {
        std::string options;
        for (const CompletedOption& option : command.options) options += (options.empty() ? "" : " ") + option.name;
        if (command.name == "completion") options += " bash zsh fish";
        cases += "        " + command.name + ") words=" + shell_quoted(options) + " ;;\n";
    }
    return "# bash completion for restante\n"
           "_restante() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W '" +
           joined(commands) +
           " --help --version' -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    if [ \"$previous\" = --to ]; then\n"
           "        COMPREPLY=($(compgen -W '" +
           targets() +
           "' -- \"$current\"))\n"
           "        compopt -o nospace 2>/dev/null\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n" +
           cases +
           "    esac\n"
           "    case $current in\n"
           "        -*) COMPREPLY=($(compgen -W \"$words\" -- \"$current\")) ;;\n"
           "        *) if [ \"${COMP_WORDS[1]}\" = completion ]; then\n"
           "               COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "           else\n"
           "               COMPREPLY=($(compgen -f -- \"$current\"))\n"
           "           fi ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _restante restante\n";
}

std::string zsh(const std::vector<CompletedCommand>& commands) {
    std::string names, cases;
    for (const CompletedCommand& command : commands) {
        names += "        " + shell_quoted(command.name + ":" + command.description) + "\n";
        cases += "        " + command.name + ")\n            _arguments \\\n";
        for (const CompletedOption& option : command.options) {
            std::string spec = "*" + option.name + "[" + zsh_description(option.description) + "]";
            if (option.name == "--to")
                spec += ":target:(" + targets() + ")";
            else if (option.takes_value)
                spec += ":value:_files";
            cases += "                " + shell_quoted(spec) + " \\\n";
        }
        cases += "                " +
                 shell_quoted(command.name == "completion" ? "1:shell:(bash zsh fish)" : "*:file:_files") + " ;;\n";
    }
    return "#compdef restante\n"
           "_restante() {\n"
           "    local -a commands\n"
           "    commands=(\n" +
           names +
           "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    local command=$words[2]\n"
           "    words=(\"${words[1]} ${words[2]}\" \"${(@)words[3,-1]}\")\n"
           "    (( CURRENT-- ))\n"
           "    case $command in\n" +
           cases +
           "    esac\n"
           "}\n"
           "compdef _restante restante\n";
}

std::string fish(const std::vector<CompletedCommand>& commands) {
    std::string script = "# fish completion for restante\n";
    for (const CompletedCommand& command : commands) {
        script += "complete -c restante -n __fish_use_subcommand -f -a " + command.name + " -d " +
                  shell_quoted(command.description) + "\n";
        const std::string when = "complete -c restante -n '__fish_seen_subcommand_from " + command.name + "'";
        for (const CompletedOption& option : command.options) {
            script += when + " -l " + option.name.substr(2) + " -d " + shell_quoted(option.description);
            if (option.name == "--to")
                script += " -x -a " + shell_quoted(targets());
            else if (option.takes_value)
                script += " -r";
            script += "\n";
        }
        if (command.name == "completion") script += when + " -f -a 'bash zsh fish'\n";
    }
    return script;
}

}  // namespace

std::string completion_script(std::string_view shell, const std::vector<CompletedCommand>& commands) {
    if (shell == "bash") return bash(commands);
    return shell == "zsh" ? zsh(commands) : fish(commands);
}

}  // namespace restante::cli
