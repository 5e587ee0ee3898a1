// Answers to command lines that cannot be obeyed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace restante::cli {

// The candidate that was probably meant, if any is near enough.
[[nodiscard]] std::optional<std::string> suggestion(std::string_view typed, const std::vector<std::string>& candidates);

// Prints the sentence and where help is; returns 64. `command` "": the program's own help.
int usage_error(std::string_view sentence, std::string_view command = {});

}  // namespace restante::cli
