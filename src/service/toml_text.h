// Looks at a TOML text before the library does: where it may only expect a blank, toml++ 3.3 runs into undefined
// behaviour at characters beyond ASCII. TOML allows those in strings and comments alone. Source: TOML 1.0.0, Keys and
// String.
#pragma once

#include <string_view>

#include "base/result.h"

namespace restante::service {

// bad_value: such a character stands somewhere else; the offset is the line, counted from 1.
Result<void> check_toml_text(std::string_view text);

}  // namespace restante::service
