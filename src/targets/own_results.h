// What restante itself left in a directory: a target may stand beside it.
#pragma once

#include <string>

namespace restante::targets {

// A file whose first line is a result of target json.
[[nodiscard]] bool is_json_result(const std::string& path);

// Whether the entry `name` of `directory` was made by restante, whatever the target: mailboxes, JSON results, PST files
// with their record, reports, ledgers, temporary files, and directories that hold nothing else. What cannot be read is
// not ours.
[[nodiscard]] bool is_own_result(const std::string& directory, const std::string& name);

}  // namespace restante::targets
