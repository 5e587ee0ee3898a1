#include "formats/pst/ndb/region.h"

#include <algorithm>
#include <bit>

namespace restante::pst::ndb {

Region::Region(const Geometry& geometry) : geometry_(geometry), buffer_(kRegionBytes) { start(0); }

void Region::start(std::uint32_t index) {
    index_ = index;
    cursor_ = 0;
    bits_.fill(0);
    std::fill(buffer_.begin(), buffer_.end(), std::uint8_t{0});
    const std::size_t maps =
        1U + (has_page_map(index) ? 1U : 0U) + (has_free_map(index) ? 1U : 0U) + (has_free_page_map(index) ? 1U : 0U);
    allocate(maps * kPageBytes, kPageBytes);
}

std::optional<Extent> Region::allocate(std::size_t size, std::size_t alignment) {
    const std::size_t start = (cursor_ + alignment - 1) / alignment * alignment;
    if (start + size > kRegionBytes) return std::nullopt;
    cursor_ = start + size;
    for (std::size_t slot = start / kSlotBytes; slot < cursor_ / kSlotBytes; ++slot)
        bits_[slot / 8] = static_cast<std::uint8_t>(bits_[slot / 8] | (0x80U >> (slot % 8)));
    return Extent{region_offset(index_) + start, MutableBytes(buffer_).subspan(start, size)};
}

void Region::seal_map(std::size_t at, PageType type, Bytes bits) {
    const MutableBytes page = MutableBytes(buffer_).subspan(at, kPageBytes);
    std::copy(bits.begin(), bits.end(), page.begin() + static_cast<std::ptrdiff_t>(geometry_.map_body_offset));
    seal_map_page(geometry_, page, type, region_offset(index_) + at);
}

void Region::seal() {
    std::array<std::uint8_t, kMapBytes> full{};
    full.fill(0xFF);
    std::size_t at = 0;
    seal_map(at, PageType::allocation_map, bits_);
    if (has_page_map(index_)) seal_map(at += kPageBytes, PageType::page_map, full);
    if (has_free_map(index_)) seal_map(at += kPageBytes, PageType::free_map, full);
    if (has_free_page_map(index_)) seal_map(at + kPageBytes, PageType::free_page_map, full);
}

std::uint32_t Region::free_slots() const {
    std::uint32_t used = 0;
    for (const std::uint8_t byte : bits_) used += static_cast<std::uint32_t>(std::popcount(byte));
    return static_cast<std::uint32_t>(kRegionSlots) - used;
}

std::uint32_t Region::longest_free_run() const {
    std::uint32_t best = 0;
    std::uint32_t run = 0;
    for (std::size_t slot = 0; slot < kRegionSlots; ++slot) {
        run = (bits_[slot / 8] & (0x80U >> (slot % 8))) != 0 ? 0 : run + 1;
        best = std::max(best, run);
    }
    return best;
}

std::uint64_t Region::free_map_offset() const {
    return region_offset(index_) + kPageBytes + (has_page_map(index_) ? kPageBytes : 0);
}

}  // namespace restante::pst::ndb
