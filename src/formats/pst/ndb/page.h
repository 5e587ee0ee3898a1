// The trailer that ends every 512-byte page. Source: docs/formats/pst.md section 4; [MS-PST] 2.2.2.7.1.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "formats/pst/format.h"

namespace restante::pst::ndb {

enum class PageType : std::uint8_t {
    block_btree = 0x80,
    node_btree = 0x81,
    free_map = 0x82,
    page_map = 0x83,
    allocation_map = 0x84,
    free_page_map = 0x85,
    density_list = 0x86,
};

// Completes the trailer of a B-tree or density list page.
void seal_page(const Geometry& geometry, MutableBytes page, PageType type, std::uint64_t offset, Bid bid);

// Completes the trailer of a map page: no signature, and the block id is the page's own offset.
void seal_map_page(const Geometry& geometry, MutableBytes page, PageType type, std::uint64_t offset);

}  // namespace restante::pst::ndb
