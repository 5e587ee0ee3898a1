// The manual page restante(1), made from the parser itself, so that it cannot fall behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/completion.h"

namespace restante::cli {

// As troff with the man macros; `version` stands in its footer.
[[nodiscard]] std::string manual_page(std::string_view version, const std::vector<CompletedCommand>& commands);

}  // namespace restante::cli
