// Any text as a string of PowerShell. Source: docs/targets/directory.md, The script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::targets::directory {

// An expression whose value is `text` and nothing else: in single quotes, which PowerShell does not look into. It takes
// U+2018, U+2019, U+201A and U+201B for quotes as well, so those are doubled like "'"; control characters are named by
// number. Invalid UTF-8 must not come here.
[[nodiscard]] std::string powershell_string(std::string_view text);
// "@('a', 'b')"
[[nodiscard]] std::string powershell_array(const std::vector<std::string>& texts);

}  // namespace restante::targets::directory
