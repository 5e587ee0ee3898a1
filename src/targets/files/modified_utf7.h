// Mailbox names as IMAP servers store them (RFC 3501 5.1.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace restante::targets::files {

// `utf8` is valid UTF-8 without control characters.
[[nodiscard]] std::string to_modified_utf7(std::string_view utf8);
// Nothing when `text` is not what to_modified_utf7 makes.
[[nodiscard]] std::optional<std::string> from_modified_utf7(std::string_view text);

}  // namespace restante::targets::files
