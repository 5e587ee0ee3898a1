// Any address text: must come apart without harm, and its canonical form must be stable.
#include "model/address_parts.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const model::AddressParts parts = model::parts_of_text(as_text(Bytes(data, size)));
    const std::string text = model::text_of(parts);
    // Each reading may still shorten what only looks like fields; from the second on nothing changes any more.
    const std::string again = model::text_of(model::parts_of_text(text));
    if (again.size() > 8 * text.size() + 64) std::abort();
    return 0;
}
