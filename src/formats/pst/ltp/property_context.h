// All properties of one object. Source: docs/formats/pst.md section 9; [MS-PST] 2.3.3.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/result.h"
#include "formats/pst/ltp/bth.h"
#include "formats/pst/ltp/node_builder.h"
#include "formats/pst/ltp/property_set.h"

namespace restante::pst::ltp {

class PropertyContext {
public:
    static Result<PropertyContext> begin(ndb::Database& database);
    PropertyContext(PropertyContext&&) = default;

    [[nodiscard]] NodeBuilder& node() { return *node_; }

    // Stores every property. Streams that fail are added to `cuts`.
    Result<void> add_all(const PropertySet& set, StreamCuts& cuts);
    // PtypObject: a subnode added before, and its size.
    Result<void> add_object(std::uint16_t id, Nid subnode, std::uint32_t size);
    void add_integer(std::uint16_t id, std::uint32_t value);
    // What PidTagAttachSize counts: bytes of all values, an object with its own size.
    [[nodiscard]] std::uint64_t value_bytes() const { return value_bytes_; }

    // Writes the tree of properties; nothing can be added afterwards.
    Result<void> close();
    // Changes a PtypInteger32 after close(), which is when the size of the object is known.
    void set_integer(std::uint16_t id, std::uint32_t value);
    Result<StoredNode> finish() { return node_->finish(); }

private:
    struct Record {
        std::uint16_t id = 0;
        std::uint16_t type = 0;
        std::uint32_t value = 0;
    };

    PropertyContext(std::unique_ptr<NodeBuilder> node, Bth tree) : node_(std::move(node)), tree_(std::move(tree)) {}
    Result<void> add_one(const PropertySet& set, const StoredProperty& property, StreamCuts& cuts);

    std::unique_ptr<NodeBuilder> node_;
    Bth tree_;
    std::vector<Record> records_;
    std::uint64_t value_bytes_ = 0;
};

// A whole object in one step. Fails when a stream fails: for objects made by the writer itself.
Result<StoredNode> write_property_context(ndb::Database& database, const PropertySet& set);

}  // namespace restante::pst::ltp
