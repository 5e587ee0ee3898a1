#include "formats/mmf/text_map.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto record = read_text_map(bytes);
    if (!record) return;
    const auto written = write_text_map(*record);
    if (restante::to_hex(written) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
