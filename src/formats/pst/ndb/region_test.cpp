#include "formats/pst/ndb/region.h"

#include <gtest/gtest.h>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"

namespace restante::pst::ndb {
namespace {

TEST(PstRegion, WhereMapsStand) {
    EXPECT_EQ(region_offset(0), 0x4400U);
    EXPECT_EQ(region_offset(128) + 2 * kPageBytes, 0x1F04800U);  // first free map
    EXPECT_EQ(region_offset(8192) + kPageBytes, 0x7C004600U);
    EXPECT_TRUE(has_free_map(128));
    EXPECT_FALSE(has_free_map(127));
    EXPECT_TRUE(has_free_map(128 + 496));
    EXPECT_TRUE(has_free_page_map(8192));
    EXPECT_FALSE(has_free_page_map(8192 + 496));
    EXPECT_TRUE(has_free_page_map(8192 + 31744));
}

TEST(PstRegion, HandsOutAlignedSpaceUntilFull) {
    Region region(kUnicodeGeometry);
    const auto small = region.allocate(64, 64);
    ASSERT_TRUE(small);
    EXPECT_EQ(small->offset, 0x4800U);  // behind the allocation map and the page map
    const auto page = region.allocate(512, 512);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->offset, 0x4A00U);  // the gap before it stays free
    EXPECT_EQ(region.free_slots(), 3968U - 16 - 1 - 8);
    std::size_t blocks = 0;
    while (region.allocate(8192, 64)) ++blocks;
    EXPECT_EQ(blocks, (kRegionBytes - 2048) / 8192);
    EXPECT_LE(region.used(), kRegionBytes);
    EXPECT_EQ(region.longest_free_run(), (kRegionBytes - region.used()) / 64);
}

TEST(PstRegion, SealedMapDescribesItself) {
    for (const Geometry* geometry : {&kUnicodeGeometry, &kAnsiGeometry}) {
        Region region(*geometry);
        region.start(8);
        region.allocate(128, 64);
        region.seal();
        const Bytes map = region.bytes().first(kPageBytes);
        const std::size_t bits = geometry->map_body_offset;
        EXPECT_EQ(map[bits], 0xFF);      // the map itself
        EXPECT_EQ(map[bits + 1], 0xFF);  // the page map
        EXPECT_EQ(map[bits + 2], 0xC0);  // 128 bytes
        EXPECT_EQ(map[geometry->page_body], 0x84);
        EXPECT_EQ(map[geometry->page_body + 1], 0x84);
        EXPECT_EQ(load_le<std::uint16_t>(map, geometry->page_body + 2), 0);  // no signature
        const bool unicode = geometry->format == Format::unicode;
        EXPECT_EQ(load_le<std::uint32_t>(map, 504), region_offset(8));  // its own offset instead of an id
        EXPECT_EQ(load_le<std::uint32_t>(map, unicode ? 500 : 508), crc(map.first(geometry->page_body)));
        EXPECT_EQ(region.bytes()[kPageBytes + geometry->page_body], 0x83);
    }
}

}  // namespace
}  // namespace restante::pst::ndb
