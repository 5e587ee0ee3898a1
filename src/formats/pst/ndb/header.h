// The file header and the density list, both written last. Source: docs/formats/pst.md section 3;
// [MS-PST] 2.2.2.5, 2.2.2.6, 2.2.2.7.4.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/btree.h"
#include "formats/pst/ndb/space.h"

namespace restante::pst::ndb {

constexpr std::uint64_t kDensityListOffset = 0x4200;

struct Header {
    Encoding encoding = Encoding::permute;
    Bid next_block = 0;
    std::uint64_t next_page = 0;
    std::uint32_t unique = 0;                      // above every row version in use
    std::array<std::uint32_t, 32> node_indexes{};  // highest index in use, per node type
    PageReference node_btree{}, block_btree{};
};

// The complete header of a file made of these regions.
[[nodiscard]] ByteVector write_header(const Geometry& geometry, const Header& header,
                                      const std::vector<RegionUse>& regions);

// The page at kDensityListOffset: the regions with most free space. Only Outlook 2007 SP2 and later know it.
[[nodiscard]] ByteVector write_density_list(const Geometry& geometry, Bid page_id,
                                            const std::vector<RegionUse>& regions);

}  // namespace restante::pst::ndb
