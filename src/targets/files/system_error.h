// errno as an Error: what the user can act on.
#pragma once

#include <string>

#include "base/result.h"

namespace restante::targets::files {

// no_space (disk or quota full), denied (rights, read-only medium), too_large (name or file), exists, not_found,
// cancelled never; everything else is io. The text names `what` and what the system said.
[[nodiscard]] Error system_error(int number, const std::string& what);

}  // namespace restante::targets::files
