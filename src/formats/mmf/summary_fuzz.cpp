#include "formats/mmf/summary.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto record = read_summary(bytes);
    const auto salvaged = salvage_summary(bytes);
    if (record && (!salvaged || salvaged->subject != record->subject)) std::abort();
    if (sender_text(bytes).size() > kMaximumSummaryText + 4) std::abort();
    if (!record) return;
    const auto written = write_summary(*record);
    if (restante::to_hex(written) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
