// What is left of the object map: nodes that agree with a block at the place they name, wherever they lie.
// Source: docs/recovery.md "What is left of the map".
#pragma once

#include <unordered_map>
#include <vector>

#include "formats/mmf/block_scan.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

struct MapEvidence {
    // By place in BlockScan::blocks: nodes that name the block's object, size and place; the copies of the map may
    // give several that differ.
    std::unordered_map<std::size_t, std::vector<Node>> objects{};
    // Nodes of free space whose block still holds the object that was freed; they keep its folder and companion.
    std::unordered_map<std::size_t, std::vector<Node>> freed{};
    std::vector<Node> aliases{};  // of bodies among the blocks, each once
};

// Looks at every 32 bytes that are not inside a whole block, under the shifts of the blocks.
[[nodiscard]] MapEvidence find_nodes(const ByteSource& file, const BlockScan& scan);

}  // namespace restante::mmf
