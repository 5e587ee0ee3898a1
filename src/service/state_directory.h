// Where a user's programs keep what they remember, by the XDG Base Directory Specification.
#pragma once

#include <string>

namespace restante::service {

// $XDG_STATE_HOME/restante, else ~/.local/state/restante. Not made by asking.
[[nodiscard]] std::string state_directory();

}  // namespace restante::service
