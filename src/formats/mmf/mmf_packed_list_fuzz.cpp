// Any bytes as the body of a packed list.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/mmf/packed_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto list = mmf::read_packed_list(Bytes(data, size));
    if (!list) return 0;
    const auto body = mmf::write_packed_list(*list);
    if (!body) return 0;
    const auto again = mmf::read_packed_list(*body);
    if (!again || !(*again == *list)) std::abort();
    return 0;
}
