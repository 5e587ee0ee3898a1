// The subnodes of a node. Source: docs/formats/pst.md section 7; [MS-PST] 2.2.2.8.3.3.
#pragma once

#include <vector>

#include "formats/pst/reader/node_file.h"

namespace restante::pst::reader {

class SubnodeTree {
public:
    SubnodeTree() = default;
    // Bid 0: no subnodes. A block that cannot be read is told and left out; so is what lies below it.
    static Result<SubnodeTree> open(const NodeFile& file, Bid bid, const Report& report = {});

    [[nodiscard]] const std::vector<NodeEntry>& list() const { return list_; }  // by id
    [[nodiscard]] const NodeEntry* find(Nid nid) const;
    [[nodiscard]] const std::vector<Bid>& blocks() const { return blocks_; }  // of the tree itself

private:
    Result<void> add(const NodeFile& file, Bid bid, bool is_root, const Report& report);

    std::vector<NodeEntry> list_{};
    std::vector<Bid> blocks_{};
};

}  // namespace restante::pst::reader
