// File names for mailboxes and for the parts of a store.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/mailbox.h"

namespace restante::targets {

// "JDOE.pst" for each mailbox, in order: accepted by every file system, different from one another even without case.
[[nodiscard]] std::vector<std::string> store_file_names(const std::vector<model::Mailbox>& mailboxes);

// "dir/JDOE.pst" -> "dir/JDOE-2.pst"; number 1 is the path itself.
[[nodiscard]] std::string part_path(const std::string& path, std::size_t number);

}  // namespace restante::targets
