// What a drawing may ask for: docs/limits.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/picture/colors_test.h"
#include "formats/picture/dib.h"
#include "formats/picture/metafile.h"
#include "formats/picture/metafile_records.h"
#include "formats/picture/metafile_writer.h"

namespace restante::picture {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// What is not drawn, of a drawing that shows something else as well.
std::vector<std::string> left_out_of(MetafileWriter writer) {
    writer.record(record::kRectangle, {10, 10, 0, 0});
    const auto metafile = read_metafile(std::move(writer).take());
    EXPECT_TRUE(metafile) << (metafile ? "" : metafile.error().describe());
    return metafile ? metafile->left_out : std::vector<std::string>{"nothing was drawn"};
}

// A device-independent bitmap of one bit for each pixel, all of them zero.
ByteVector pattern(std::uint32_t width, std::uint32_t height) {
    ByteWriter writer;
    writer.le(std::uint16_t{5});  // style: a bitmap
    writer.le(std::uint16_t{0});
    writer.le(std::uint32_t{40});
    writer.le(width);
    writer.le(height);
    writer.le(std::uint16_t{1});
    writer.le(std::uint16_t{1});
    writer.zeros(24 + 8);
    writer.zeros(std::size_t{(width + 31) / 32 * 4} * height);
    return std::move(writer).take();
}

TEST(MetafileLimits, PatternsOf65536PixelsAreEnough) {
    MetafileWriter enough(100, 100);
    enough.record(record::kDibPatternBrush, pattern(256, 256));
    EXPECT_THAT(left_out_of(std::move(enough)), IsEmpty());
    MetafileWriter more(100, 100);
    more.record(record::kDibPatternBrush, pattern(257, 256));
    EXPECT_THAT(left_out_of(std::move(more)), ElementsAre("DIBCreatePatternBrush"));
}

TEST(MetafileLimits, SixteenMebipixelsOfPatternsAreEnough) {
    MetafileWriter writer(100, 100);
    for (int i = 0; i < 256; ++i) writer.record(record::kDibPatternBrush, pattern(256, 256));
    EXPECT_THAT(left_out_of(writer), IsEmpty());
    writer.record(record::kDibPatternBrush, pattern(1, 1));
    EXPECT_THAT(left_out_of(std::move(writer)), ElementsAre("DIBCreatePatternBrush"));
}

ByteVector polygons(std::uint16_t first, std::uint16_t second) {
    ByteWriter writer;
    for (const std::uint16_t word : {std::uint16_t{2}, first, second}) writer.le(word);
    writer.zeros((std::size_t{first} + second) * 4);
    return std::move(writer).take();
}

TEST(MetafileLimits, RecordsOf65536PointsAreEnough) {
    MetafileWriter enough(100, 100);
    enough.record(record::kPolyPolygon, polygons(32768, 32768));
    EXPECT_THAT(left_out_of(std::move(enough)), IsEmpty());
    MetafileWriter more(100, 100);
    more.record(record::kPolyPolygon, polygons(32768, 32769));
    EXPECT_THAT(left_out_of(std::move(more)), ElementsAre("PolyPolygon"));
}

ByteVector region(std::uint16_t boxes) {
    ByteWriter writer;
    writer.zeros(10);
    writer.le(boxes);
    writer.zeros(10);
    for (int i = 0; i < boxes; ++i)
        for (const int word : {2, i, i + 1, 0, 10, 2}) writer.le(static_cast<std::uint16_t>(word));
    return std::move(writer).take();
}

TEST(MetafileLimits, RegionsOf1024BoxesAreEnough) {
    MetafileWriter enough(100, 2000);
    enough.record(record::kCreateRegion, region(1024));
    EXPECT_THAT(left_out_of(std::move(enough)), IsEmpty());
    MetafileWriter more(100, 2000);
    more.record(record::kCreateRegion, region(1025));
    EXPECT_THAT(left_out_of(std::move(more)), ElementsAre("CreateRegion"));
}

// Choosing a region costs 16 units for each of its boxes, and one more for each while it is in force: 2^28 units are
// 15,419 times 17,409 and some for the other records.
TEST(MetafileLimits, ChoosingRegions) {
    for (const int chosen : {15'419, 15'420}) {
        MetafileWriter writer(100, 2000);
        writer.record(record::kCreateRegion, region(1024));
        for (int i = 0; i < chosen; ++i) writer.record(record::kSelectRegion, {0});
        writer.record(record::kRectangle, {10, 10, 0, 0});
        const auto metafile = read_metafile(std::move(writer).take());
        ASSERT_EQ(metafile.has_value(), chosen == 15'419) << chosen;
        if (!metafile) {
            EXPECT_EQ(metafile.error().code, Errc::too_large);
        }
    }
}

// Of 16 Mi pixels each.
TEST(MetafileLimits, FourLargeBitmapsAreEnough) {
    ByteWriter stretched;
    stretched.le(std::uint32_t{0x00CC0020});
    for (const int word : {0, 4096, 4096, 0, 0, 10, 10, 0, 0}) stretched.le(static_cast<std::uint16_t>(word));
    stretched.bytes(Bytes(pattern(4096, 4096)).subspan(4));
    for (const std::size_t bitmaps : {4U, 5U}) {
        MetafileWriter writer(100, 100);
        for (std::size_t i = 0; i < bitmaps; ++i) writer.record(record::kStretchDib, stretched.view());
        EXPECT_THAT(left_out_of(std::move(writer)), SizeIs(bitmaps - 4));
    }
}

}  // namespace
}  // namespace restante::picture
