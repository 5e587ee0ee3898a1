// Deleted messages that still lie whole in free blocks, with their attachments. Source: docs/formats/mmf.md
// "Deleted messages".
#pragma once

#include <vector>

#include "base/finding.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// Messages, their attachment lists and attachments as nodes, by OID, each once; none that is live. A message keeps its
// folder and its list where the map still tells. Lists and attachments are only given with the message they belong to.
// Looks at `store.free` and `store.unreferenced`. Read errors count as "nothing there". LIM-004: too much was
// read in vain.
[[nodiscard]] std::vector<Node> find_deleted_objects(const LoadedStore& store, Findings& findings);

}  // namespace restante::mmf
