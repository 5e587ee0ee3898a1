// L1, L2: the container inside every object.
#include <fmt/format.h>

#include <algorithm>

#include "formats/mmf/check_state.h"
#include "formats/mmf/packed_list.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kReservedId = 0xFFFFFFFFU;  // "make a random one" to the engine
constexpr std::uint32_t kLongestPackedList = 64 * 1024 + 16;

void tell(CheckState& state, MessageId rule, Oid oid, std::uint64_t offset, const std::string& what) {
    state.report().add(rule, fmt::format("{}: {}", label(oid), what), offset);
}

// The ids, sorted; tells of doubled and reserved ones.
void check_ids(CheckState& state, Oid oid, std::uint64_t offset, std::vector<std::uint32_t> ids) {
    std::ranges::sort(ids);
    for (auto at = std::ranges::adjacent_find(ids); at != ids.end();) {
        const auto last = std::upper_bound(at, ids.end(), *at);
        tell(state, MessageId::check_element_id, oid, offset,
             fmt::format("{} elements are named {:08x}, expected 1", last - at, *at));
        at = std::adjacent_find(last, ids.end());
    }
    if (!ids.empty() && ids.back() == kReservedId)
        tell(state, MessageId::check_element_id, oid, offset, "an element has the reserved name ffffffff");
}

bool check_packed(CheckState& state, const Object& object) {
    if (object.size() > kLongestPackedList) {
        tell(state, MessageId::check_list_layout, object.oid(), object.file_offset(),
             fmt::format("the packed list has {} bytes, expected at most {}", object.size(), kLongestPackedList));
        return false;
    }
    ByteVector body(object.size());
    Result<void> read = object.read(0, body);
    auto list = read ? read_packed_list(body, object.file_offset())
                     : Result<PackedList>(tl::unexpected<Error>(std::move(read.error())));
    if (!list) {
        tell(state, MessageId::check_list_layout, object.oid(), list.error().offset.value_or(object.file_offset()),
             list.error().what);
        return false;
    }
    std::vector<std::uint32_t> ids;
    for (const PackedElement& element : list->elements) ids.push_back(element.id);
    check_ids(state, object.oid(), object.file_offset(), std::move(ids));
    return true;
}

bool check_list(CheckState& state, Object object) {
    const Oid oid = object.oid();
    const std::uint64_t start = object.file_offset();
    const std::uint32_t size = object.size();
    const auto list = ListReader::open(std::move(object));
    if (!list) {
        tell(state, MessageId::check_list_layout, oid, list.error().offset.value_or(start), list.error().what);
        return false;
    }
    if (!state.spend(list->entries().size() * sizeof(ListEntry))) return false;
    constexpr std::uint32_t kFirstElement = 4;
    bool inside = true;
    std::vector<std::uint32_t> ids;
    for (const ListEntry& entry : list->entries()) {
        ids.push_back(entry.id);
        if (entry.offset >= kFirstElement && entry.offset <= size && entry.size <= size - entry.offset) continue;
        inside = false;
        tell(state, MessageId::check_list_layout, oid, start,
             fmt::format("element {:08x} has {} bytes at 0x{:x}, the object has {} bytes", entry.id, entry.size,
                         entry.offset, size));
    }
    if (inside && !list->canonical()) {
        tell(state, MessageId::check_list_canonical, oid, start,
             list->entries().size() > kMaximumElements
                 ? fmt::format("{} elements, expected at most {}", list->entries().size(), kMaximumElements)
                 : "the elements do not follow one another from the last to the first without gaps");
    }
    check_ids(state, oid, start, std::move(ids));
    return true;
}

}  // namespace

void check_lists(CheckState& state) {
    const std::span<const Node> nodes = state.store().nodes();
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const Node& node = nodes[index];
        if (node.oid == kMap || node.is_alias()) continue;
        auto object = state.store().object(node.oid);
        if (!object) continue;  // P10 has told
        if (!state.spend(std::min(object->size(), kSmallObject))) return;
        const bool packed = (node.attr & attr::kPackedList) != 0;
        state.facts_at(index).readable = packed ? check_packed(state, *object) : check_list(state, std::move(*object));
    }
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        if (!nodes[index].is_alias()) continue;
        const ObjectFacts* const body = state.facts(Oid{nodes[index].offset});
        state.facts_at(index).readable = body != nullptr && body->readable;
    }
}

}  // namespace restante::mmf
