// Completion scripts for shells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::cli {

struct CompletedOption {
    std::string name{};  // "--to"
    std::string description{};
    bool takes_value = false;
};

struct CompletedCommand {
    std::string name{};
    std::string description{};
    std::vector<CompletedOption> options{};
};

// `shell`: bash, zsh or fish.
[[nodiscard]] std::string completion_script(std::string_view shell, const std::vector<CompletedCommand>& commands);

}  // namespace restante::cli
