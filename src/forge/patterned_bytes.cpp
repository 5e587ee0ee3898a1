#include "forge/patterned_bytes.h"

#include <algorithm>

#include "forge/random.h"

namespace restante::forge {
namespace {

constexpr std::uint64_t kWord = 8;

}  // namespace

void PatternedBytes::fill(std::uint64_t position, MutableBytes into) const {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < into.size(); ++i) {
        const std::uint64_t at = position + i;
        if (!filler_.empty()) {
            into[i] = filler_[static_cast<std::size_t>(at % filler_.size())];
            continue;
        }
        if (i == 0 || at % kWord == 0) word = mixed(seed_ + at / kWord);
        into[i] = static_cast<std::uint8_t>(word >> (8 * (at % kWord)));
    }
}

Result<void> PatternedBytes::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size_ || into.size() > size_ - offset)
        return fail(Errc::truncated, "read behind the end of an attachment", offset);
    const std::uint64_t tail_begin = size_ - tail_.size();
    while (!into.empty()) {
        std::size_t count = 0;
        if (offset < head_.size()) {
            count = std::min<std::size_t>(into.size(), head_.size() - static_cast<std::size_t>(offset));
            std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
        } else if (offset < tail_begin) {
            count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), tail_begin - offset));
            fill(offset, into.first(count));
        } else {
            count = into.size();
            std::copy_n(tail_.begin() + static_cast<std::ptrdiff_t>(offset - tail_begin), count, into.begin());
        }
        offset += count;
        into = into.subspan(count);
    }
    return {};
}

}  // namespace restante::forge
