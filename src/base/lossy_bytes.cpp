#include "base/lossy_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/salvaged_bytes.h"

namespace restante {

Result<void> LossyBytes::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size() || into.size() > size() - offset)
        return fail(Errc::truncated, "read past the end of the file", offset);
    if (!has_lost(offset, into.size())) {
        auto read = bytes_->read(offset, into);
        if (read || read.error().code != Errc::io) return read;
    }
    while (!into.empty()) {
        const std::uint64_t sector = offset - offset % kSalvagedSector;
        const std::uint64_t end = std::min<std::uint64_t>(sector + kSalvagedSector, size());
        const MutableBytes part =
            into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end - offset)));
        if (has_lost(offset, part.size()) || !bytes_->read(offset, part)) {
            std::ranges::fill(part, std::uint8_t{0});
            lose(sector, end - sector);
        }
        into = into.subspan(part.size());
        offset += part.size();
    }
    return {};
}

std::vector<LostBytes> LossyBytes::lost() const {
    const std::lock_guard lock(mutex_);
    return lost_;
}

bool LossyBytes::has_lost(std::uint64_t offset, std::uint64_t size) const {
    const std::lock_guard lock(mutex_);
    return overlaps(lost_, offset, size);
}

void LossyBytes::lose(std::uint64_t sector, std::uint64_t size) const {
    const std::lock_guard lock(mutex_);
    const auto next = std::ranges::upper_bound(lost_, sector, {}, &LostBytes::offset);
    const auto before = next == lost_.begin() ? lost_.end() : std::prev(next);
    if (before != lost_.end() && before->offset + before->size > sector) return;
    const bool joins_next = next != lost_.end() && next->offset == sector + size;
    if (before != lost_.end() && before->offset + before->size == sector) {
        before->size += size + (joins_next ? next->size : 0);
        if (joins_next) lost_.erase(next);
    } else if (joins_next) {
        *next = {sector, size + next->size};
    } else {
        lost_.insert(next, {sector, size});
    }
}

}  // namespace restante
