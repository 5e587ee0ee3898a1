#include "formats/mmf/hierarchy.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante::mmf;
    const auto salvaged = salvage_hierarchy_entry(bytes);
    const auto record = read_hierarchy_entry(bytes);
    if (record && salvaged && salvaged->name != record->name) std::abort();
    if (!record) return;
    const auto written = write_hierarchy_entry(*record);
    if (restante::to_hex(written) != restante::to_hex(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
