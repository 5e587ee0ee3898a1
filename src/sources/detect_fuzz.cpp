#include "sources/detect.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const restante::Bytes bytes(data, size);
    if (restante::sources::describe_content(bytes, size).empty()) std::abort();
    return 0;
}
