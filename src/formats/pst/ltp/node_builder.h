// What property and table contexts have in common: a heap, and subnodes for what does not fit into it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/ltp/heap.h"
#include "formats/pst/ltp/property_set.h"
#include "formats/pst/ndb/database.h"

namespace restante::pst::ltp {

// A finished node or subnode.
struct StoredNode {
    Bid data = 0;
    Bid subnodes = 0;
    std::uint64_t bytes = 0;  // of data in it and all its subnodes
};

struct StoredValue {
    std::uint32_t hnid = 0;  // heap item or subnode; 0 for a value of no bytes
    std::uint64_t size = 0;
};

// A stream that ended early.
struct StreamCut {
    std::uint16_t property = 0;
    std::uint64_t kept = 0;  // bytes
    Error error{};
};
using StreamCuts = std::vector<StreamCut>;

class NodeBuilder {
public:
    NodeBuilder(ndb::Database& database, HeapKind kind) : database_(database), heap_(database, kind) {}

    [[nodiscard]] Heap& heap() { return heap_; }
    [[nodiscard]] ndb::Database& database() { return database_; }

    // In the heap up to 3580 bytes, in a subnode of its own above.
    Result<StoredValue> store(Bytes bytes);
    // The same for a property of varying size; a stream that fails is added to `cuts`.
    Result<StoredValue> store(const PropertySet& set, const StoredProperty& property, StreamCuts& cuts);
    void add_subnode(Nid nid, const StoredNode& node);
    // A subnode with a fresh id for these data.
    Nid add_data(const ndb::DataReference& data);

    [[nodiscard]] std::uint64_t data_bytes() const { return heap_.data_bytes() + subnode_bytes_; }
    Result<StoredNode> finish(std::uint16_t references = 1);  // see Heap::finish

private:
    Result<StoredValue> store_stream(std::uint16_t id, const ByteSource& source, StreamCuts& cuts);

    ndb::Database& database_;
    Heap heap_;
    std::vector<ndb::Subnode> subnodes_;
    std::uint64_t subnode_bytes_ = 0;
    std::uint32_t next_index_ = 0x401;
};

}  // namespace restante::pst::ltp
