#include "formats/mmf/fax_address.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    const auto parts = restante::mmf::split_fax_address(bytes);
    if (parts && parts->recipient.size() + parts->office.size() + parts->company.size() + parts->number.size() + 4 >
                     bytes.size())
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
