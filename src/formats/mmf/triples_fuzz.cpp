#include "formats/mmf/triples.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/mmf/address_text.h"

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const TripleList list = read_triples(bytes);
    for (const Triple& triple : list.triples) {
        const auto address = triple_address(triple);
        if (address && address->address.size() > triple.data_field.size()) std::abort();
    }
    if (restante::to_hex(write_triples(list)) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
