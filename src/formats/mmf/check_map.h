// Checker rules about the object map, its nodes as stored. Source: docs/formats/mmf-check.md (P5-P13, P15).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/mmf/check_header.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

// One copy of the map; the index of a node is its number.
struct CheckedMap {
    unsigned copy = 0;
    TreeHeader tree{};
    std::vector<Node> nodes{};

    // Where node `number` is stored.
    [[nodiscard]] std::uint64_t offset_of(std::size_t number) const {
        return tree.map_offset + std::uint64_t{number} * kNodeSize;
    }
    // Where the last block of an object ends: its data, without the slack.
    [[nodiscard]] std::uint64_t last_data_end() const;
};

// P5 for both copies, and which of them was written last. The result is the copy to judge by: the current one, the
// other when only that is sound, the current one again when neither tiles but most of its nodes are possible; without
// nodes when there is nothing to go by. At most one table is held beside the result.
CheckedMap check_map_copies(const CheckedHeader& checked, CheckReport& report);

void check_tiles(const CheckedMap& map, CheckReport& report);                                        // P6
void check_unfinished(const CheckedMap& map, CheckReport& report);                                   // P13
void check_attr_bits(const CheckedMap& map, CheckReport& report);                                    // P15
void check_trees_and_lists(const CheckedMap& map, CheckReport& report);                              // P7, P8, P9
void check_block_headers(const CheckedHeader& checked, const CheckedMap& map, CheckReport& report);  // P10
void check_copies(const CheckedMap& map, CheckReport& report);                                       // P11, P12

}  // namespace restante::mmf
