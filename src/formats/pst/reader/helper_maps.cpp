#include "formats/pst/reader/helper_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "formats/pst/ndb/header.h"
#include "formats/pst/ndb/region.h"
#include "formats/pst/reader/btree_walker.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {

RegionRoom RegionRoom::of(Bytes map) {
    RegionRoom room;
    room.readable = true;
    std::uint32_t run = 0;
    std::uint32_t best = 0;
    for (const std::uint8_t byte : map) {
        room.free_slots += 8U - static_cast<std::uint32_t>(std::popcount(byte));
        for (unsigned bit = 0x80; bit != 0; bit >>= 1U) {
            run = (byte & bit) != 0 ? 0 : run + 1;
            best = std::max(best, run);
        }
    }
    room.longest_run = static_cast<std::uint8_t>(std::min(best, 255U));
    return room;
}

namespace {

using enum MessageId;

constexpr std::size_t kDensityHeader = 8;
constexpr std::uint32_t kRegionMask = 0xF'FFFF;

class HelperMaps {
public:
    HelperMaps(const NodeFile& file, const std::vector<RegionRoom>& rooms, const Report& report)
        : file_(file), rooms_(rooms), report_(report) {}

    void check() const {
        check_runs(file_.header().free_runs, 0, 0, "the header");
        for (std::uint32_t i = 0; i < rooms_.size(); ++i) {
            std::uint64_t at = ndb::region_offset(i) + kPageBytes;
            const auto next = [&] { return std::exchange(at, at + kPageBytes); };
            if (ndb::has_page_map(i)) static_cast<void>(read(next(), ndb::PageType::page_map));
            if (ndb::has_free_map(i)) {
                const std::uint64_t place = next();
                const auto page = read(place, ndb::PageType::free_map);
                if (page)
                    check_runs(Bytes(*page).subspan(file_.geometry().map_body_offset, ndb::kMapBytes), i, place,
                               "the map");
            }
            if (ndb::has_free_page_map(i)) static_cast<void>(read(next(), ndb::PageType::free_page_map));
        }
        check_density_list();
    }

private:
    // The page, after its trailer and checksum have been looked at. Nothing: no such page.
    [[nodiscard]] std::optional<ByteVector> read(std::uint64_t at, ndb::PageType type) const {
        ByteVector page(kPageBytes);
        if (at + kPageBytes > file_.bytes().size() || !file_.bytes().read(at, page)) return std::nullopt;
        if (!check_page(file_.geometry(), page, type, at, at, pst_check_helper_page, pst_check_helper_page, report_))
            return std::nullopt;
        return page;
    }

    // New versions of Outlook write 0xFF throughout, old ones the longest free run of each region.
    void check_runs(Bytes runs, std::size_t first, std::uint64_t at, const char* whose) const {
        if (std::ranges::all_of(runs, [](std::uint8_t run) { return run == 0xFF; })) return;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const bool exists = first + i < rooms_.size();
            if (exists && !rooms_[first + i].readable) continue;
            const std::uint8_t expected = exists ? rooms_[first + i].longest_run : std::uint8_t{0};
            if (runs[i] != expected)
                return tell(report_, pst_check_free_runs,
                            fmt::format("{} says that region {} has {} free slots in a row, it has {}", whose,
                                        first + i, runs[i], expected),
                            at);
        }
    }

    void check_density_list() const {
        constexpr std::uint64_t kAt = ndb::kDensityListOffset;
        ByteVector page(kPageBytes);
        if (kAt + kPageBytes > file_.bytes().size() || !file_.bytes().read(kAt, page)) return;
        if (std::ranges::all_of(page, [](std::uint8_t byte) { return byte == 0; })) return;  // files without one
        const Geometry& geometry = file_.geometry();
        const Bid own = load_word(page, geometry.page_body + (geometry.word == 8 ? 8U : 4U), geometry.word);
        if (!check_page(geometry, page, ndb::PageType::density_list, kAt, own, pst_check_helper_page,
                        pst_check_helper_page, report_))
            return;
        const std::size_t count = page[1];
        if (kDensityHeader + 4 * count > geometry.page_body)
            return tell(report_, pst_check_density, fmt::format("the list claims {} entries", count), kAt);
        for (std::size_t i = 0; i < count; ++i) {
            const auto entry = load_le<std::uint32_t>(page, kDensityHeader + 4 * i);
            const std::uint32_t region = entry & kRegionMask;
            const std::uint32_t free = entry >> 20U;
            if (region < rooms_.size() && (!rooms_[region].readable || rooms_[region].free_slots == free)) continue;
            return tell(report_, pst_check_density,
                        fmt::format("entry {} gives region {} of {} {} free slots", i, region, rooms_.size(), free),
                        kAt);
        }
    }

    const NodeFile& file_;
    const std::vector<RegionRoom>& rooms_;
    const Report& report_;
};

}  // namespace

void check_helper_maps(const NodeFile& file, const std::vector<RegionRoom>& rooms, const Report& report) {
    HelperMaps(file, rooms, report).check();
}

}  // namespace restante::pst::reader
