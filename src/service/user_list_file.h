// The user list as a file: what `restante users` wrote and somebody edited. Source: docs/directory.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/listed_users.h"
#include "service/exit_code.h"

namespace restante::service {

// bad_value: what exchange::read_user_list() says, and values that are none; the offset is the line.
Result<std::vector<pipeline::ListedUser>> listed_users_of(std::string_view bytes);

// usage: cannot be read or understood; the text names file and line.
Outcome<std::vector<pipeline::ListedUser>> read_user_list_file(const std::string& path);

}  // namespace restante::service
