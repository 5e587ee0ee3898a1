// The file header and the pages of B-trees, from any bytes: the input is the file, its second page the root.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/pst/reader/btree_walker.h"
#include "formats/pst/reader/file_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::pst;
    using namespace restante::pst::reader;
    const Bytes input(data, size);
    static_cast<void>(parse_header(input.first(std::min(size, kHeaderBytes))));
    const MemoryBytes file(ByteVector(data, data + size));
    for (const Format format : {Format::unicode, Format::ansi})
        for (const ndb::PageType type : {ndb::PageType::node_btree, ndb::PageType::block_btree}) {
            BTreeWalker walker(file, geometry_of(format), {});
            std::size_t entries = 0;
            walker.walk({1, kPageBytes}, type, [&](Bytes) { ++entries; });
            if (entries * 12 > size) std::abort();  // no page is visited twice
        }
    return 0;
}
