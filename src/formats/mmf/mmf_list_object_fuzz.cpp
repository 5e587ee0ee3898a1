// Any bytes as the body of a list object.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/mmf/list_object.h"
#include "formats/mmf/store_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    MemorySink sink;
    auto writer = mmf::StoreWriter::create(sink);
    if (!writer || !writer->add({.oid = mmf::kInbox}, Bytes(data, size)) || !writer->finish()) std::abort();
    Findings findings;
    const auto store = mmf::Store::open(std::make_shared<MemoryBytes>(sink.take()), findings);
    if (!store) std::abort();
    auto object = (*store)->object(mmf::kInbox);
    if (!object) std::abort();
    auto list = mmf::ListReader::open(std::move(*object));
    if (!list) return 0;
    std::vector<mmf::ListElement> elements;
    for (const mmf::ListEntry& entry : list->entries()) {
        if (const auto element = list->element(entry)) {
            if (element->size() != entry.size) std::abort();
            if (list->canonical()) elements.push_back({entry.id, ByteVector(element->begin(), element->end())});
        }
    }
    // A canonical list is written as it was read, up to its use count and what lies behind the directory.
    if (list->canonical()) {
        const ByteVector again = mmf::write_list(elements, list->sort());
        if (again.size() > size || !std::equal(again.begin(), again.begin() + 4, data)) std::abort();
    }
    return 0;
}
