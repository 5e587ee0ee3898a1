#include "formats/pst/ltp/property_context.h"

#include <algorithm>
#include <array>

#include "formats/pst/little_endian.h"

namespace restante::pst::ltp {
namespace {

constexpr std::size_t kIdBytes = 2;
constexpr std::size_t kRecordValueBytes = 6;
constexpr std::size_t kValueOffset = 4;
constexpr std::size_t kObjectBytes = 8;

}  // namespace

Result<PropertyContext> PropertyContext::begin(ndb::Database& database) {
    auto node = std::make_unique<NodeBuilder>(database, HeapKind::property_context);
    Bth tree = TRY(Bth::begin(node->heap(), kIdBytes, kRecordValueBytes));
    return PropertyContext(std::move(node), std::move(tree));
}

Result<void> PropertyContext::add_all(const PropertySet& set, StreamCuts& cuts) {
    records_.reserve(records_.size() + set.list().size() + 2);
    for (const StoredProperty& property : set.list()) TRY_VOID(add_one(set, property, cuts));
    return {};
}

Result<void> PropertyContext::add_one(const PropertySet& set, const StoredProperty& property, StreamCuts& cuts) {
    Record record{property.id, property.type};
    const std::size_t fixed = fixed_size(property.type);
    if (fixed > 0 && fixed <= 4) {
        record.value = static_cast<std::uint32_t>(property.fixed);
        value_bytes_ += fixed;
    } else if (fixed == 8) {
        std::array<std::uint8_t, 8> bytes{};
        store_le(bytes, 0, property.fixed);
        record.value = TRY(node_->store(bytes)).hnid;
        value_bytes_ += fixed;
    } else {
        const StoredValue stored = TRY(node_->store(set, property, cuts));
        record.value = stored.hnid;
        value_bytes_ += stored.size;
    }
    records_.push_back(record);
    return {};
}

Result<void> PropertyContext::add_object(std::uint16_t id, Nid subnode, std::uint32_t size) {
    std::array<std::uint8_t, kObjectBytes> bytes{};
    store_le(bytes, 0, subnode);
    store_le(bytes, 4, size);
    records_.push_back(Record{id, kObject, TRY(node_->heap().add(bytes))});
    value_bytes_ += size;
    return {};
}

void PropertyContext::add_integer(std::uint16_t id, std::uint32_t value) {
    records_.push_back(Record{id, kInteger32, value});
    value_bytes_ += 4;
}

Result<void> PropertyContext::close() {
    std::sort(records_.begin(), records_.end(),
              [](const Record& left, const Record& right) { return left.id < right.id; });
    for (const Record& record : records_) {
        std::array<std::uint8_t, kIdBytes + kRecordValueBytes> bytes{};
        store_le(bytes, 0, record.id);
        store_le(bytes, 2, record.type);
        store_le(bytes, kValueOffset, record.value);
        TRY_VOID(tree_.add(bytes));
    }
    TRY_VOID(tree_.finish());
    node_->heap().set_root(0x20);
    return {};
}

void PropertyContext::set_integer(std::uint16_t id, std::uint32_t value) {
    const auto place = std::lower_bound(records_.begin(), records_.end(), id,
                                        [](const Record& left, std::uint16_t right) { return left.id < right; });
    store_le(tree_.record(static_cast<std::size_t>(place - records_.begin())), kValueOffset, value);
}

Result<StoredNode> write_property_context(ndb::Database& database, const PropertySet& set) {
    PropertyContext context = TRY(PropertyContext::begin(database));
    StreamCuts cuts;
    TRY_VOID(context.add_all(set, cuts));
    if (!cuts.empty()) return fail(std::move(cuts.front().error));
    TRY_VOID(context.close());
    return context.finish();
}

}  // namespace restante::pst::ltp
