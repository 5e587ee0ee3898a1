// Turns a heap of nodes into a map: numbers, balanced search tree, free list, links of aliases.
// Source: docs/formats/mmf.md 2.9, 2.11.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

struct BuiltMap {
    std::vector<Node> nodes{};  // the index is the node number; node 0 is the unused one
    std::uint16_t root = 0;
    std::uint16_t free_head = 0;
};

// `objects` have distinct OIDs; with `free` they are at most 65534. An alias names its body by OID in `offset`; size
// and link are filled in here. not_found: an alias without body.
Result<BuiltMap> build_map(std::vector<Node> objects, std::vector<Node> free);

}  // namespace restante::mmf
