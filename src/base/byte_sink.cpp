#include "base/byte_sink.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

Result<void> MemorySink::append(Bytes bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> MemorySink::patch(std::uint64_t offset, Bytes bytes) {
    if (offset > bytes_.size() || bytes.size() > bytes_.size() - offset)
        return fail(Errc::bad_value, "patch outside what was written", offset);
    std::ranges::copy(bytes, bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
}

}  // namespace restante
