#include "formats/mmf/message_class.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto record = read_message_class(bytes);
    if (!record) return;
    const auto written = write_message_class(*record);
    if (restante::to_hex(written) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
