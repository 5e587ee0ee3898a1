#include "formats/mmf/address_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const AddressText text = split_address(bytes);
    const auto inside = xab_address(bytes);
    if (text.type.size() + text.address.size() > bytes.size()) std::abort();
    if (inside && inside->size() > bytes.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
