#include "formats/mmf/attribute.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

// Every id over the same value: types, sizes and numbers.
void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    for (std::uint32_t type = 0; type < 12; ++type) {
        const std::uint32_t id = type << 16U;
        const auto number = integer_value(id, bytes);
        if (number && bytes.size() < minimum_size(attribute_type(id))) std::abort();
    }
    if (restante::until_nul(bytes).size() > bytes.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
