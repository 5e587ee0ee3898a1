// Any text as an X.400 address: it has no more fields than are allowed, and what was read can be written.
#include "model/x400_address.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto address = model::parse_x400(as_text(Bytes(data, size)));
    if (!address) return 0;
    if (address->fields.size() > model::kMostX400Fields) std::abort();
    (void)model::internet_address_in(*address);
    if (address->fields.empty()) return 0;  // all of them had no value
    const auto again = model::parse_x400(model::text_of(*address));
    if (!again || again->fields.empty()) std::abort();
    return 0;
}
