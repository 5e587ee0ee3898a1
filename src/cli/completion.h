// Completion scripts for shells, and the description of all commands that they are made from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::cli {

struct CompletedOption {
    std::string name{};  // "--to"
    std::string description{};
    bool takes_value = false;
    std::string value_name{};  // "DIR"
};

struct CompletedCommand {
    std::string name{};
    std::string description{};
    std::vector<CompletedOption> options{};
    std::string footer{};  // examples
};

// `shell`: bash, zsh or fish.
[[nodiscard]] std::string completion_script(std::string_view shell, const std::vector<CompletedCommand>& commands);

}  // namespace restante::cli
