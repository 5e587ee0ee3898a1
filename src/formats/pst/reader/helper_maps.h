// The maps that help to find free space, derived from the allocation maps: free pages, longest free runs, density list.
// Source: docs/formats/pst.md sections 3 and 5; [MS-PST] 2.2.2.7.3 to 2.2.2.7.6.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/pst/reader/node_file.h"

namespace restante::pst::reader {

// What an allocation map says about its region; nothing is free where the map cannot be read.
struct RegionRoom {
    std::uint32_t free_slots = 0;
    std::uint8_t longest_run = 0;  // slots, at most 255
    bool readable = false;

    static RegionRoom of(Bytes map);
};

void check_helper_maps(const NodeFile& file, const std::vector<RegionRoom>& rooms, const Report& report);

}  // namespace restante::pst::reader
