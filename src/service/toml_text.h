// A TOML text as the library may see it: where it expects a blank, toml++ 3.3 runs into undefined behaviour at
// characters beyond ASCII, and after a mistake it looks for blanks inside of what was a string. So it is given none:
// the same document is written in ASCII. Source: TOML 1.0.0, Keys, Comment and String.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace restante::service {

// Lines stay what they are. bad_value: the text is not UTF-8, or characters beyond ASCII stand where TOML allows none,
// outside of strings and comments or behind a backslash; the offset is the line, counted from 1. Other mistakes are
// left for the library to tell.
Result<std::string> ascii_toml(std::string_view text);

}  // namespace restante::service
