#include "formats/pst/ltp/node_builder.h"

#include <utility>

#include "formats/pst/ltp/data_stream.h"

namespace restante::pst::ltp {

Nid NodeBuilder::add_data(const ndb::DataReference& data) {
    const Nid nid = make_nid(NidType::ltp, next_index_++);
    add_subnode(nid, StoredNode{data.bid, 0, data.bytes});
    return nid;
}

void NodeBuilder::add_subnode(Nid nid, const StoredNode& node) {
    subnodes_.push_back(ndb::Subnode{nid, node.data, node.subnodes});
    subnode_bytes_ += node.bytes;
}

Result<StoredValue> NodeBuilder::store(Bytes bytes) {
    if (bytes.empty()) return StoredValue{};
    if (bytes.size() <= kMaxHeapItem) return StoredValue{TRY(heap_.add(bytes)), bytes.size()};
    return StoredValue{add_data(TRY(write_bytes(database_, bytes))), bytes.size()};
}

Result<StoredValue> NodeBuilder::store_stream(std::uint16_t id, const ByteSource& source, StreamCuts& cuts) {
    if (source.size() <= kMaxHeapItem) {
        ByteVector bytes(static_cast<std::size_t>(source.size()));
        if (auto read = source.read(0, bytes); !read) {
            cuts.push_back(StreamCut{id, 0, std::move(read.error())});
            return StoredValue{};
        }
        return store(bytes);
    }
    WrittenStream written = TRY(write_stream(database_, source));
    if (written.cut) cuts.push_back(StreamCut{id, written.data.bytes, std::move(*written.cut)});
    if (written.data.bytes == 0) return StoredValue{};
    return StoredValue{add_data(written.data), written.data.bytes};
}

Result<StoredValue> NodeBuilder::store(const PropertySet& set, const StoredProperty& property, StreamCuts& cuts) {
    if (property.stream != nullptr) return store_stream(property.id, *property.stream, cuts);
    return store(set.bytes_of(property));
}

Result<StoredNode> NodeBuilder::finish(std::uint16_t references) {
    const std::uint64_t total = data_bytes();
    const ndb::DataReference data = TRY(heap_.finish(references));
    return StoredNode{data.bid, TRY(database_.write_subnodes(subnodes_)), total};
}

}  // namespace restante::pst::ltp
