#include "formats/mmf/packed_list.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kDataStart = 6;
constexpr std::size_t kSlotSize = 6;
constexpr std::uint32_t kEndId = 0xFFFFFFFFU;  // of the slot below the last element

struct Slot {
    std::uint32_t id = 0;
    std::uint16_t start = 0;  // of the data, from kDataStart
};

Result<Slot> read_slot(Bytes body, std::uint64_t file_offset, std::size_t at) {
    ByteReader reader(body.subspan(at, kSlotSize), file_offset + at);
    Slot slot;
    slot.id = TRY(reader.le<std::uint32_t>());
    slot.start = TRY(reader.le<std::uint16_t>());
    return slot;
}

}  // namespace

Result<PackedList> read_packed_list(Bytes body, std::uint64_t file_offset) {
    ByteReader reader(body, file_offset);
    const std::size_t index = TRY(reader.le<std::uint16_t>());
    const std::size_t used = TRY(reader.le<std::uint16_t>());
    const std::size_t room = TRY(reader.le<std::uint16_t>());
    TRY_VOID(reader.seek(index + kSlotSize));
    const std::size_t count = TRY(reader.le<std::uint16_t>());
    if (count > kMaximumPackedElements)
        return fail(Errc::too_large, "the packed list has too many elements", file_offset + index + kSlotSize);
    if (index != kDataStart + used + room + kSlotSize * count)
        return fail(Errc::bad_value, "the parts of the packed list do not add up to its size", file_offset);

    PackedList list;
    list.elements.reserve(count);
    Slot slot = TRY(read_slot(body, file_offset, index));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t next_at = index - kSlotSize * (i + 1);
        const Slot next = TRY(read_slot(body, file_offset, next_at));
        if (next.start < slot.start || next.start > used)
            return fail(Errc::bad_value, "an element of the packed list lies outside its data", file_offset + next_at);
        const Bytes data = body.subspan(kDataStart + slot.start, std::size_t{next.start} - slot.start);
        list.elements.push_back({slot.id, ByteVector(data.begin(), data.end())});
        slot = next;
    }
    const Bytes unused = body.subspan(kDataStart + used, room);
    list.room.assign(unused.begin(), unused.end());
    return list;
}

Result<ByteVector> write_packed_list(const PackedList& list) {
    constexpr std::size_t kLimit = 0xFFFF;
    std::size_t used = 0;
    for (const PackedElement& element : list.elements) used += element.data.size();
    const std::size_t index = kDataStart + used + list.room.size() + kSlotSize * list.elements.size();
    if (list.elements.size() > kMaximumPackedElements || index > kLimit)
        return fail(Errc::too_large, "the packed list would become too long");

    ByteWriter writer;
    writer.le(static_cast<std::uint16_t>(index));
    writer.le(static_cast<std::uint16_t>(used));
    writer.le(static_cast<std::uint16_t>(list.room.size()));
    for (const PackedElement& element : list.elements) writer.bytes(element.data);
    writer.bytes(list.room);
    // The index grows downwards: the end marker comes first, the slot of element 0 last.
    writer.le(kEndId);
    writer.le(static_cast<std::uint16_t>(used));
    std::size_t start = used;
    for (std::size_t i = list.elements.size(); i-- > 0;) {
        start -= list.elements[i].data.size();
        writer.le(list.elements[i].id);
        writer.le(static_cast<std::uint16_t>(start));
    }
    writer.le(static_cast<std::uint16_t>(list.elements.size()));
    return std::move(writer).take();
}

}  // namespace restante::mmf
