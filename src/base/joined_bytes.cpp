#include "base/joined_bytes.h"

#include <algorithm>

namespace restante {

Result<void> JoinedBytes::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size() || into.size() > size() - offset) return fail(Errc::truncated, "data ends too early", offset);
    if (offset < first_->size()) {
        const std::uint64_t here = std::min<std::uint64_t>(first_->size() - offset, into.size());
        TRY_VOID(first_->read(offset, into.first(static_cast<std::size_t>(here))));
        into = into.subspan(static_cast<std::size_t>(here));
        offset += here;
    }
    return into.empty() ? Result<void>{} : second_->read(offset - first_->size(), into);
}

}  // namespace restante
