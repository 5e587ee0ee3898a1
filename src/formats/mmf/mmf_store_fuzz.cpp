// The whole file as an attacker would hand it in: open, map its blocks, read every object to the last element, copy
// the store.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/mmf/block_map.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/packed_list.h"
#include "formats/mmf/store.h"
#include "formats/mmf/store_copy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    Findings findings(100);
    const auto store = mmf::Store::open(std::make_shared<MemoryBytes>(ByteVector(data, data + size)), findings, true);
    if (!store) return 0;
    const mmf::BlockMap map = mmf::map_blocks(**store);
    std::uint64_t end = 0;
    for (const mmf::MappedBlock& block : map.blocks) {
        if (block.offset != end || block.size == 0) std::abort();  // a gap, or a byte that is told twice
        end += block.size;
    }
    // Of a store inside other data, as a disk image holds it, its part of the file alone is told.
    if (end != (*store)->file().size() || end > size) std::abort();
    for (const mmf::Node& node : (*store)->nodes()) {
        auto object = (*store)->object(node.oid);
        if (!object) continue;
        if (object->size() > size) std::abort();  // more than the file holds
        if ((node.attr & mmf::attr::kPackedList) != 0) (void)mmf::read_packed_list(object->prefix());
        auto list = mmf::ListReader::open(std::move(*object));
        if (!list) continue;
        for (const mmf::ListEntry& entry : list->entries()) (void)list->element(entry);
    }
    MemorySink sink;
    if (!mmf::copy_store(**store, sink, findings)) return 0;
    // What we wrote ourselves must be readable.
    if (!mmf::Store::open(std::make_shared<MemoryBytes>(sink.take()), findings)) std::abort();
    return 0;
}
