// One stretch of 253,952 bytes: an allocation map and everything it describes, kept in memory until it is full, so
// that it goes to the file in one piece and is never touched again. Source: docs/formats/pst.md section 5;
// [MS-PST] 2.2.2.7.2 to 2.2.2.7.6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/page.h"

namespace restante::pst::ndb {

constexpr std::size_t kMapBytes = 496;                           // bits of a map page, in bytes
constexpr std::size_t kRegionSlots = kMapBytes * 8;              // 3968
constexpr std::size_t kRegionBytes = kRegionSlots * kSlotBytes;  // 253,952
constexpr std::uint64_t kFirstRegionOffset = 0x4400;
constexpr std::uint32_t kFirstFreeMapRegion = 128;       // the header's rgbFM describes those before
constexpr std::uint32_t kFirstFreePageMapRegion = 8192;  // the header's rgbFP describes those before
constexpr std::uint32_t kFreePageMapStep = 64 * kMapBytes;

[[nodiscard]] constexpr std::uint64_t region_offset(std::uint32_t index) {
    return kFirstRegionOffset + std::uint64_t{index} * kRegionBytes;
}
[[nodiscard]] constexpr bool has_page_map(std::uint32_t index) { return index % 8 == 0; }
[[nodiscard]] constexpr bool has_free_map(std::uint32_t index) {
    return index >= kFirstFreeMapRegion && (index - kFirstFreeMapRegion) % kMapBytes == 0;
}
[[nodiscard]] constexpr bool has_free_page_map(std::uint32_t index) {
    return index >= kFirstFreePageMapRegion && (index - kFirstFreePageMapRegion) % kFreePageMapStep == 0;
}

// A place in the file whose bytes are still in memory. They are zero at first.
struct Extent {
    std::uint64_t offset = 0;
    MutableBytes bytes{};  // valid until the next allocation
};

class Region {
public:
    explicit Region(const Geometry& geometry);

    // Empties the buffer and reserves the map pages of region number `index`.
    void start(std::uint32_t index);
    // `size` is a multiple of 64, `alignment` 64 or 512. Nothing when it does not fit any more.
    std::optional<Extent> allocate(std::size_t size, std::size_t alignment);
    // Fills in the map pages. Nothing may be allocated afterwards.
    void seal();

    [[nodiscard]] std::uint32_t index() const { return index_; }
    [[nodiscard]] Bytes bytes() const { return buffer_; }
    [[nodiscard]] std::size_t used() const { return cursor_; }
    [[nodiscard]] std::uint32_t free_slots() const;
    [[nodiscard]] std::uint32_t longest_free_run() const;  // slots
    [[nodiscard]] std::uint64_t free_map_offset() const;   // in the file; only when has_free_map(index())

private:
    void seal_map(std::size_t at, PageType type, Bytes bits);

    const Geometry& geometry_;
    std::uint32_t index_ = 0;
    std::size_t cursor_ = 0;
    std::array<std::uint8_t, kMapBytes> bits_{};
    ByteVector buffer_;
};

}  // namespace restante::pst::ndb
