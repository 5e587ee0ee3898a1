#include "formats/pst/ndb/space.h"

#include <algorithm>
#include <array>

#include "formats/pst/ndb/page.h"

namespace restante::pst::ndb {

Space::Space(PatchableSink& sink, const Geometry& geometry, std::uint64_t limit)
    : sink_(sink), geometry_(geometry), limit_(limit), region_(geometry) {}

Result<void> Space::begin() {
    const ByteVector front(kFirstRegionOffset);
    return sink_.append(front);
}

Result<Extent> Space::allocate(std::size_t size, std::size_t alignment) {
    if (auto extent = region_.allocate(size, alignment)) return *extent;
    if (region_offset(region_.index() + 2) > limit_)
        return fail(Errc::too_large, "the file would exceed its size limit", used());
    TRY_VOID(flush());
    region_.start(region_.index() + 1);
    return *region_.allocate(size, alignment);
}

Result<void> Space::flush() {
    region_.seal();
    regions_.push_back(RegionUse{static_cast<std::uint16_t>(region_.free_slots()),
                                 static_cast<std::uint8_t>(std::min(region_.longest_free_run(), 255U))});
    if (has_free_map(region_.index())) free_maps_.push_back(region_.free_map_offset());
    return sink_.append(region_.bytes());
}

Result<void> Space::finish() {
    TRY_VOID(flush());
    // Old Outlook reads the free maps, so an ANSI file has true ones; they stand before the regions they describe.
    return geometry_.format == Format::ansi ? patch_free_maps() : Result<void>{};
}

Result<void> Space::patch_free_maps() {
    for (std::size_t map = 0; map < free_maps_.size(); ++map) {
        std::array<std::uint8_t, kPageBytes> page{};
        const std::size_t first = kFirstFreeMapRegion + map * kMapBytes;
        for (std::size_t i = 0; i < kMapBytes && first + i < regions_.size(); ++i)
            page[geometry_.map_body_offset + i] = regions_[first + i].longest_free_run;
        seal_map_page(geometry_, page, PageType::free_map, free_maps_[map]);
        TRY_VOID(sink_.patch(free_maps_[map], page));
    }
    return {};
}

std::uint64_t Space::used() const { return region_offset(region_.index()) + region_.used(); }

}  // namespace restante::pst::ndb
