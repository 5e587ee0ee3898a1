#include "formats/mmf/attachment_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto record = read_attachment_reference(bytes);
    if (!record) return;
    const auto written = write_attachment_reference(*record);
    if (restante::to_hex(written) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
