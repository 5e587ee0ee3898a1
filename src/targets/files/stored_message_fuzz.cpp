// Any bytes as a message of an earlier run, in pieces of any size: the pieces change nothing.
#include "targets/files/stored_message.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::targets;
    if (size == 0) return 0;
    const std::size_t step = std::size_t{1} + data[0];
    const Bytes bytes(data + 1, size - 1);
    files::StoredMessage whole, pieces;
    whole.begin();
    whole.append(bytes);
    pieces.begin();
    for (std::size_t at = 0; at < bytes.size(); at += step)
        pieces.append(bytes.subspan(at, std::min(step, bytes.size() - at)));
    const StoredItem one = whole.finish("place"), other = pieces.finish("place");
    if (one.item_id != other.item_id || one.size != other.size || one.sha256 != other.sha256) std::abort();
    if (!one.item_id.empty() && one.item_id.size() != 32) std::abort();
    return 0;
}
