#include "formats/mmf/address_field.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto fields = AddressFields::read_entry(bytes);
    if (!fields) return;
    const auto again = AddressFields::read_entry(write_address_entry(fields->fields()));
    if (!again || again->unreadable() != 0 || again->fields().size() != fields->fields().size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
