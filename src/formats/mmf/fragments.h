// Messages that are overwritten in part: their directory is whole, and so are some of their attributes.
// Source: docs/recovery.md "Fragments".
#pragma once

#include <vector>

#include "base/finding.h"
#include "formats/mmf/block_scan.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {

struct Fragment {
    std::uint64_t block = 0;  // file offset where the block started
    Oid oid{};                // 0: its name is overwritten
    std::vector<ListElement> elements{};
    bool complete = false;  // every attribute is there: only name and size are lost
};

// Looks at overwritten blocks, and for directories of messages between the blocks. All fragments together hold no more
// bytes than the file. LIM-003: there are more than are looked at.
[[nodiscard]] std::vector<Fragment> find_fragments(const ByteSource& file, const BlockScan& scan, Findings& findings);

}  // namespace restante::mmf
