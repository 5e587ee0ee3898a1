// Every message there is, for the page.
#pragma once

#include <string>

namespace restante::web {

// [{"code", "severity", "meaning", "remedy"}, ...] in the order of docs/messages.md's source.
[[nodiscard]] const std::string& message_table_json();

}  // namespace restante::web
