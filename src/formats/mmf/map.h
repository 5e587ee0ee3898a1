// The object map: a table of nodes, kept twice, threaded as a search tree and a free list.
// Source: docs/formats/mmf.md 2.4 (header sanity), 2.9 (tree), 2.10 (tiling), 2.13 (map block).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

// The rules of 2.4 for one copy; bad_value names the broken one.
Result<void> check_header(const Header& header, unsigned copy);

// All nodes of one map copy as stored; the index is the node number, node 0 is never used. Reads what the file holds
// and nothing else: truncated when the table ends outside it.
Result<std::vector<Node>> read_nodes(const ByteSource& file, const Cipher& cipher, const TreeHeader& tree);

// Where the blocks of these nodes end if they follow one another from 0x200 without gaps: 0x200 + sum of spaces.
[[nodiscard]] std::uint64_t tiled_end(std::span<const Node> nodes);

// The tiling rule (2.10): tiled_end() is `end`, and no block starts outside 0x200..end. bad_value otherwise.
// This is all the original engine checks; overlaps pass.
Result<void> check_tiling(std::span<const Node> nodes, std::uint64_t end);

// What the search tree reaches. A walk of broken trees ends, because no node is visited twice.
struct TreeWalk {
    std::vector<bool> reached{};  // by node number
    bool ordered = true;          // object names strictly ascend
    bool sound = true;            // no child outside the table, no second visit
    std::uint16_t disorder = 0;   // the first node whose name does not ascend, 0 when ordered
    std::uint16_t astray = 0;     // the first child number that made the tree unsound, 0 when sound
};
[[nodiscard]] TreeWalk walk_tree(std::span<const Node> nodes, std::uint16_t root);

}  // namespace restante::mmf
