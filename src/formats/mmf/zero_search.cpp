#include "formats/mmf/zero_search.h"

#include <cstdint>

#include "base/zero_bytes.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

ZeroBytes ZeroSearch::in(const Node& node) {
    const std::uint64_t size = kBlockHeaderSize + std::uint64_t{node.data_size()};
    // Entries of the map that were never used are zeros.
    if (node.oid == kMap || cipher_.divisor() != 0 || size > budget_) return {};
    budget_ -= size;
    return zero_runs(*file_, {node.offset, size}).value_or(ZeroBytes{});
}

}  // namespace restante::mmf
