// The node database: blocks, data trees, subnode trees and nodes, written once and in order. Above it nothing knows
// about the file. Source: docs/formats/pst.md sections 5 to 7; [MS-PST] 2.2.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/byte_sink.h"
#include "base/result.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/btree.h"
#include "formats/pst/ndb/space.h"

namespace restante::pst::ndb {

// The data of a node: a block, or a tree of blocks.
struct DataReference {
    Bid bid = 0;              // 0: no data
    std::uint64_t bytes = 0;  // of data, without the blocks that only hold the tree together
};

struct Subnode {
    Nid nid = 0;
    Bid data = 0;
    Bid subnodes = 0;
};

struct Node {
    Nid nid = 0;
    Nid parent = 0;  // 0 for everything but folders and messages
    Bid data = 0;
    Bid subnodes = 0;
};

class Database {
public:
    // `sink` is empty and outlives the object.
    Database(PatchableSink& sink, Format format, Encoding encoding, std::uint64_t size_limit);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Result<void> begin();

    // One data block of 1 to block_data bytes. `references`: how often it will be referred to (at least once).
    Result<Bid> write_block(Bytes data, std::uint16_t references = 1);
    // A data tree over blocks written before; all but the last are full. `total` is the sum of their bytes.
    Result<DataReference> write_tree(const std::vector<Bid>& blocks, std::uint64_t total);
    // A subnode tree; sorts `subnodes`. 0 when there are none.
    Result<Bid> write_subnodes(std::vector<Subnode>& subnodes);

    void add_node(const Node& node);
    // Records that a node or subnode of this id exists, for the header's counters.
    void note_index(Nid nid);
    [[nodiscard]] std::uint32_t next_row_version() { return unique_++; }

    // Writes the B-trees, header and density list.
    Result<void> finish();

    [[nodiscard]] const Geometry& geometry() const { return geometry_; }
    [[nodiscard]] std::uint64_t used() const { return space_.used(); }
    [[nodiscard]] std::uint64_t limit() const { return space_.limit(); }
    [[nodiscard]] std::size_t node_count() const { return nodes_.size(); }

private:
    Result<Bid> write_internal(Bytes data);
    Result<void> place_block(Bid bid, Bytes data, Encoding encoding, std::uint16_t references);
    Result<Bid> write_tree_block(std::uint8_t level, const Bid* children, std::size_t count, std::uint64_t total);
    Result<Bid> write_list_block(const Subnode* entries, std::size_t count);
    Result<PageReference> write_nodes();

    const Geometry& geometry_;
    Encoding encoding_;
    Space space_;
    std::uint64_t next_page_ = 1;
    Bid next_block_ = 4;
    std::uint32_t unique_ = 1;
    std::array<std::uint32_t, 32> node_indexes_{};
    BTree blocks_;
    std::vector<Node> nodes_;
    ByteVector scratch_;
};

}  // namespace restante::pst::ndb
