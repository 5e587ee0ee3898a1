// The Migration Wizard's control file as a request to migrate. Source: docs/control-file.md.
#pragma once

#include <string>
#include <vector>

#include "service/exit_code.h"
#include "service/migrate.h"

namespace restante::service {

// Fills what the request leaves open: SOURCE and targets that stand there already win, and what it leaves out stays
// out. The sentences tell, keyword by keyword, what the file asks for and is not done. 66: it cannot be read; 64: it
// cannot be obeyed.
Outcome<std::vector<std::string>> apply_control_file(const std::string& path, MigrateRequest& request);

}  // namespace restante::service
