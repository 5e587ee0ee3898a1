#include "formats/mmf/address_template.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/mmf/address_field.h"

namespace {

// The input is one list: the fields of the entry and, at the same time, its template.
void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto fields = AddressFields::read(bytes);
    if (!fields) return;
    const auto text = apply_address_template(bytes, *fields);
    if (text && text->size() > kMaximumTemplateText) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
