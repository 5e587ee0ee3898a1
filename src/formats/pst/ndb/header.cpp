#include "formats/pst/ndb/header.h"

#include <algorithm>
#include <numeric>

#include "base/byte_writer.h"
#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/ndb/page.h"

namespace restante::pst::ndb {
namespace {

constexpr std::size_t kPartialCrcBytes = 471;
constexpr std::size_t kFullCrcBytes = 516;
constexpr std::size_t kFullCrcOffset = 524;
constexpr std::size_t kDensityEntries = 119;
constexpr std::uint8_t kBackfillComplete = 1;

class HeaderWriter {
public:
    HeaderWriter(const Geometry& geometry, const Header& header, const std::vector<RegionUse>& regions)
        : geometry_(geometry), header_(header), regions_(regions) {}

    ByteVector write() {
        const bool unicode = geometry_.format == Format::unicode;
        front();
        if (!unicode) word(header_.next_block);
        if (unicode) word(0);
        word(header_.next_page);
        bytes_.le(header_.unique);
        for (const std::uint32_t index : header_.node_indexes) bytes_.le(index);
        if (unicode) word(0);
        root();
        if (unicode) bytes_.zeros(4);
        maps();
        bytes_.le(std::uint8_t{0x80});  // bSentinel
        bytes_.le(static_cast<std::uint8_t>(header_.encoding));
        bytes_.zeros(2);
        if (unicode) word(header_.next_block);
        bytes_.zeros(geometry_.header_bytes - bytes_.size());
        ByteVector result = std::move(bytes_).take();
        if (unicode) store_le(result, kFullCrcOffset, crc(Bytes(result).subspan(8, kFullCrcBytes)));
        store_le(result, 4, crc(Bytes(result).subspan(8, kPartialCrcBytes)));
        return result;
    }

private:
    void word(std::uint64_t value) {
        if (geometry_.word == 8)
            bytes_.le(value);
        else
            bytes_.le(static_cast<std::uint32_t>(value));
    }

    void front() {
        bytes_.text("!BDN");
        bytes_.zeros(4);  // dwCRCPartial, last
        bytes_.text("SM");
        bytes_.le(geometry_.version);
        bytes_.le(std::uint16_t{19});  // wVerClient
        bytes_.le(std::uint8_t{1});
        bytes_.le(std::uint8_t{1});
        bytes_.zeros(8);
    }

    void root() {
        const auto count = static_cast<std::uint32_t>(regions_.size());
        const std::uint64_t free = std::accumulate(
            regions_.begin(), regions_.end(), std::uint64_t{0},
            [](std::uint64_t sum, const RegionUse& use) { return sum + std::uint64_t{use.free_slots} * kSlotBytes; });
        bytes_.zeros(4);
        word(region_offset(count));      // ibFileEof
        word(region_offset(count - 1));  // ibAMapLast
        word(free);
        word(0);  // cbPMapFree: the page maps offer no page
        word(header_.node_btree.bid);
        word(header_.node_btree.offset);
        word(header_.block_btree.bid);
        word(header_.block_btree.offset);
        bytes_.le(std::uint8_t{2});  // fAMapValid
        bytes_.zeros(3);
    }

    // rgbFM and rgbFP. Unicode as Outlook 2007 SP2 and later: all 0xFF. ANSI as Outlook 97 to 2003: true free runs.
    void maps() {
        for (std::size_t i = 0; i < kFirstFreeMapRegion; ++i) {
            const std::uint8_t run = i < regions_.size() ? regions_[i].longest_free_run : std::uint8_t{0};
            bytes_.le(geometry_.format == Format::unicode ? std::uint8_t{0xFF} : run);
        }
        for (std::size_t i = 0; i < 128; ++i) bytes_.le(std::uint8_t{0xFF});
    }

    const Geometry& geometry_;
    const Header& header_;
    const std::vector<RegionUse>& regions_;
    ByteWriter bytes_;
};

}  // namespace

ByteVector write_header(const Geometry& geometry, const Header& header, const std::vector<RegionUse>& regions) {
    return HeaderWriter(geometry, header, regions).write();
}

ByteVector write_density_list(const Geometry& geometry, Bid page_id, const std::vector<RegionUse>& regions) {
    std::vector<std::uint32_t> order(regions.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
        return regions[left].free_slots > regions[right].free_slots;
    });
    ByteVector page(kPageBytes);
    std::size_t count = 0;
    for (const std::uint32_t region : order) {
        const std::uint32_t free = regions[region].free_slots;
        if (count == kDensityEntries || free == 0) break;
        store_le(page, 8 + 4 * count, region | (free << 20U));
        ++count;
    }
    page[0] = kBackfillComplete;
    page[1] = static_cast<std::uint8_t>(count);
    seal_page(geometry, page, PageType::density_list, kDensityListOffset, page_id);
    return page;
}

}  // namespace restante::pst::ndb
