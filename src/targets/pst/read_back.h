// The messages of a PST that restante wrote, by the identity they carry. docs/targets/pst.md
#pragma once

#include <string>

#include "targets/stored_item.h"

namespace restante::targets {

// Every message with an identity, folder by folder. They have no size and no hash: a PST keeps properties, not bytes.
Result<void> read_pst_back(const std::string& path, const StoredItemVisitor& visit);

}  // namespace restante::targets
