// The file as a sequence of regions that fill up one after another. Space is only ever handed out forwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_sink.h"
#include "base/result.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/region.h"

namespace restante::pst::ndb {

// What the header and the density list need to know about a finished region.
struct RegionUse {
    std::uint16_t free_slots = 0;
    std::uint8_t longest_free_run = 0;  // slots, 255 for more
};

class Space {
public:
    // `sink` is empty and outlives the object. `limit`: the file never gets longer (bytes).
    Space(PatchableSink& sink, const Geometry& geometry, std::uint64_t limit);

    // Zero bytes for header and density list; to be called once, first.
    Result<void> begin();
    // `size` a multiple of 64 and at most 8192, `alignment` 64 or 512. Errors: too_large, those of the sink.
    Result<Extent> allocate(std::size_t size, std::size_t alignment);
    // Writes the last region and, in ANSI files, the true free maps.
    Result<void> finish();
    Result<void> patch(std::uint64_t offset, Bytes bytes) { return sink_.patch(offset, bytes); }

    [[nodiscard]] std::uint64_t used() const;  // bytes up to the last allocation
    [[nodiscard]] std::uint64_t limit() const { return limit_; }
    [[nodiscard]] const std::vector<RegionUse>& regions() const { return regions_; }  // complete after finish()

private:
    Result<void> flush();
    Result<void> patch_free_maps();

    PatchableSink& sink_;
    const Geometry& geometry_;
    std::uint64_t limit_;
    Region region_;
    std::vector<RegionUse> regions_;
    std::vector<std::uint64_t> free_maps_;  // offsets, in order
};

}  // namespace restante::pst::ndb
