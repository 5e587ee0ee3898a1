// What the files of a mailbox are called: at most eight characters that every system takes.
// Source: docs/targets/migration.md, Files.
#pragma once

#include <functional>
#include <string>

#include "model/mailbox.h"

namespace restante::targets::migration {

// "JDOE", or "JDOE~2" where `taken` says so; "PUBLIC" for shared folders.
[[nodiscard]] std::string stem_for(const model::Mailbox& mailbox, const std::function<bool(const std::string&)>& taken);

}  // namespace restante::targets::migration
