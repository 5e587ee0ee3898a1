#include "formats/pst/reader/property_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "formats/pst/little_endian.h"

namespace restante::pst::reader {

Result<ByteVector> read_hnid(const Node& node, const Heap& heap, std::uint32_t hnid) {
    if (hnid == 0) return ByteVector();
    if (is_hid(hnid)) return heap.item(hnid);
    const NodeEntry* entry = node.subnodes.find(hnid);
    if (entry == nullptr) return fail(Errc::not_found, fmt::format("subnode {:x} is missing", hnid));
    const DataTreePointer data = TRY(DataTree::open(node.file, entry->data));
    return read_all(*data, kMaxValueBytes);
}

Result<PropertyContext> PropertyContext::open(Node node, const Report& report) {
    Heap heap = TRY(Heap::open(node.data, node.file->geometry()));
    if (heap.kind() != static_cast<std::uint8_t>(HeapKind::property_context))
        return fail(Errc::bad_value, fmt::format("the heap is of kind {:02x}, not a property context", heap.kind()));
    PropertyContext context(std::move(node), std::move(heap));
    const auto collect = [&](Bytes key, Bytes value) -> Result<void> {
        if (key.size() != 2 || value.size() != 6) return fail(Errc::bad_value, "the records are no properties");
        context.list_.push_back(
            {load_le<std::uint16_t>(key, 0), load_le<std::uint16_t>(value, 0), load_le<std::uint32_t>(value, 2)});
        return context.list_.size() > 0x10000 ? Result<void>(fail(Errc::cycle, "more properties than ids exist"))
                                              : Result<void>();
    };
    TRY(for_each_record(context.heap_, context.heap_.root(), collect, report));
    std::ranges::stable_sort(context.list_, {}, &StoredValue::id);
    return context;
}

const StoredValue* PropertyContext::find(std::uint16_t id) const {
    const auto found = std::ranges::lower_bound(list_, id, {}, &StoredValue::id);
    return found != list_.end() && found->id == id ? &*found : nullptr;
}

Result<ByteVector> PropertyContext::bytes(const StoredValue& stored) const {
    const std::size_t size = stored_size(stored.type);
    if (size == 0 || size > 4) return read_hnid(node_, heap_, stored.word);
    ByteVector bytes;
    append_le(bytes, stored.word);
    bytes.resize(size);
    return bytes;
}

Result<ByteSourcePointer> PropertyContext::stream(const StoredValue& stored, const Report& report) const {
    const NodeEntry* entry = is_hid(stored.word) ? nullptr : node_.subnodes.find(stored.word);
    if (entry != nullptr) return ByteSourcePointer(TRY(DataTree::open(node_.file, entry->data, report)));
    return ByteSourcePointer(std::make_shared<MemoryBytes>(TRY(bytes(stored))));
}

Result<Value> PropertyContext::value(const StoredValue& stored, const TextDecoder& decoder) const {
    return decode_value(stored.type, TRY(bytes(stored)), decoder);
}

std::optional<std::int32_t> PropertyContext::integer(std::uint16_t id) const {
    const StoredValue* stored = find(id);
    if (stored == nullptr || stored_size(stored->type) == 0 || stored_size(stored->type) > 4) return std::nullopt;
    return static_cast<std::int32_t>(stored->word);
}

std::string PropertyContext::text(std::uint16_t id, const TextDecoder& decoder) const {
    const StoredValue* stored = find(id);
    if (stored == nullptr) return {};
    const auto decoded = value(*stored, decoder);
    const auto* result = decoded ? std::get_if<std::string>(&*decoded) : nullptr;
    return result == nullptr ? std::string() : *result;
}

}  // namespace restante::pst::reader
