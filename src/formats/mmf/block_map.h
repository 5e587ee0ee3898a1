// What every byte of a store belongs to: its blocks in the order of the file, and the condition of each.
// Source: docs/formats/mmf.md 2.5, 2.8 (blocks), 2.10 (tiling), 3.1, 3.2 (the list in every object).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/mmf/store.h"

namespace restante::mmf {

enum class BlockState : std::uint8_t {
    live,       // an object that can be read, the header or the map
    free,       // kept for new objects
    damaged,    // an object whose block is not what the map says, or whose list cannot be read
    unclaimed,  // named by nothing: leftovers of an interrupted change, or of a map that is lost
};
constexpr std::size_t kBlockStates = 4;

struct MappedBlock {
    std::uint64_t offset = 0, size = 0;  // bytes of the file
    BlockState state = BlockState::live;
    Oid oid{};              // 0: the header, or nothing
    std::string problem{};  // of a damaged one: what is wrong, in one sentence
};

struct BlockMap {
    std::vector<MappedBlock> blocks{};  // from 0 to the end of the file, without gaps and overlaps
    bool complete = true;               // false: objects overlap so much that not all of them were looked into
};

// Reads the heading and the list of each object once, no elements. Memory: one entry a map node. A block that begins
// inside another one is damaged, and counts only where the other one ends.
[[nodiscard]] BlockMap map_blocks(const Store& store);

}  // namespace restante::mmf
