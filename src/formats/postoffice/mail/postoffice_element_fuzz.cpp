// Any bytes as elements: reading ends, what was read without damage is written back alike once written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/mail/element_node.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::postoffice;
    const ElementNodes read = read_elements(Bytes(data, size));
    if (read.damage) return 0;
    ByteWriter once, twice;
    for (const ElementNode& node : read.nodes) write_element(once, node);
    const ElementNodes again = read_elements(once.view());
    for (const ElementNode& node : again.nodes) write_element(twice, node);
    if (again.damage || as_text(once.view()) != as_text(twice.view())) std::abort();
    return 0;
}
