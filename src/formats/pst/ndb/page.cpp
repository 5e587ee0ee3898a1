#include "formats/pst/ndb/page.h"

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"

namespace restante::pst::ndb {
namespace {

void write_trailer(const Geometry& geometry, MutableBytes page, PageType type, std::uint16_t sign, Bid bid) {
    const std::size_t at = geometry.page_body;
    const std::uint32_t checksum = crc(page.first(at));
    page[at] = static_cast<std::uint8_t>(type);
    page[at + 1] = static_cast<std::uint8_t>(type);
    store_le(page, at + 2, sign);
    if (geometry.format == Format::unicode) {
        store_le(page, at + 4, checksum);
        store_le(page, at + 8, bid);
    } else {
        store_le(page, at + 4, static_cast<std::uint32_t>(bid));
        store_le(page, at + 8, checksum);
    }
}

}  // namespace

void seal_page(const Geometry& geometry, MutableBytes page, PageType type, std::uint64_t offset, Bid bid) {
    write_trailer(geometry, page, type, signature(offset, bid), bid);
}

void seal_map_page(const Geometry& geometry, MutableBytes page, PageType type, std::uint64_t offset) {
    write_trailer(geometry, page, type, 0, offset);
}

}  // namespace restante::pst::ndb
