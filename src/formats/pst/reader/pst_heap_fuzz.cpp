// A heap and the B-tree on it, from any bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/pst/reader/heap.h"
#include "formats/pst/reader/wrapped_node_test.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::pst::reader;
    const auto node = wrap_node(Bytes(data, size));
    if (!node) return 0;
    const auto heap = Heap::open(node->data, node->file->geometry());
    if (!heap) return 0;
    std::size_t told = 0;
    const Report report = [&](MessageId, const std::string& text, std::uint64_t) { told += text.size(); };
    heap->check(report);
    for (std::uint32_t block = 0; block < 3; ++block)
        for (std::uint32_t item = 0; item < 64; ++item) static_cast<void>(heap->item(block << 16U | item << 5U));
    std::uint64_t bytes = 0;
    const BthVisitor visit = [&](Bytes key, Bytes value) -> Result<void> {
        bytes += key.size() + value.size();
        return {};
    };
    static_cast<void>(for_each_record(*heap, heap->root(), visit, report));
    static_cast<void>(for_each_record(*heap, 0x20, visit, report));
    if (bytes > 2 * size) std::abort();  // no record is visited twice
    return 0;
}
