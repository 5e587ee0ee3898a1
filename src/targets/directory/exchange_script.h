// A PowerShell script that makes the recipients of one postoffice in Exchange. Source: docs/targets/directory.md, The
// script.
#pragma once

#include <cstddef>
#include <string>

#include "targets/directory/recipients.h"

namespace restante::targets::directory {

// UTF-8 with a byte order mark, without which Windows PowerShell takes it for another encoding; lines end with CR LF.
[[nodiscard]] std::string exchange_script(const Recipients& recipients, std::size_t postoffice);

}  // namespace restante::targets::directory
