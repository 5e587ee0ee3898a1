#include "formats/picture/metafile.h"

#include <gtest/gtest.h>

#include "formats/picture/colors_test.h"
#include "formats/picture/metafile_records.h"
#include "formats/picture/metafile_writer.h"

namespace restante::picture {
namespace {

Image two_rows() {
    Image image = *Image::create(3, 2, kWhite);
    for (std::uint32_t x = 0; x < 3; ++x) image.set(x, 0, kRed);
    image.set(0, 1, kBlack);
    return image;
}

ByteVector example() {
    MetafileWriter writer(1000, 500);
    writer.stretch(two_rows(), 0, 0, 1000, 500);
    return std::move(writer).take();
}

TEST(Metafile, ABitmapKeepsItsPixels) {
    for (const std::size_t in_front : {std::size_t{0}, std::size_t{8}, std::size_t{22}}) {
        ByteVector bytes = example();
        ByteVector head(in_front, 0);
        if (in_front == 22) head[0] = 0xD7, head[1] = 0xCD, head[2] = 0xC6, head[3] = 0x9A;
        if (in_front == 8) head[0] = 8;
        bytes.insert(bytes.begin(), head.begin(), head.end());
        ASSERT_TRUE(is_metafile(bytes)) << in_front;
        const auto metafile = read_metafile(bytes);
        ASSERT_TRUE(metafile) << metafile.error().describe();
        EXPECT_EQ(metafile->picture.image, two_rows());
        EXPECT_FALSE(metafile->text_left_out);
    }
}

TEST(Metafile, MirroredPlacesMirrorThePicture) {
    MetafileWriter writer(1000, 500);
    writer.stretch(two_rows(), 1000, 500, -1000, -500);
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile);
    EXPECT_EQ(metafile->picture.image.at(0, 1), kRed);
    EXPECT_EQ(metafile->picture.image.at(2, 0), kBlack);
}

TEST(Metafile, IconsAreMaskedAndCaptionsLeftOut) {
    Image mask = *Image::create(2, 1, kWhite), colors = *Image::create(2, 1, kBlack);
    mask.set(0, 0, kBlack);
    colors.set(0, 0, kRed);
    MetafileWriter writer(32, 32);
    writer.stretch(mask, 0, 0, 32, 16, 0x008800C6);
    writer.stretch(colors, 0, 0, 32, 16, 0x00660046);
    writer.record(record::kTextOut, ByteVector(10));
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile) << metafile.error().describe();
    EXPECT_EQ(metafile->picture.image.at(0, 0), kRed);
    EXPECT_EQ(metafile->picture.image.at(1, 0), kWhite);
    EXPECT_TRUE(metafile->text_left_out);
}

TEST(Metafile, LinesAndShapesAreNotPretended) {
    MetafileWriter writer(10, 10);
    writer.stretch(two_rows(), 0, 0, 10, 10);
    writer.record(0x0324, ByteVector(10));  // a polygon
    EXPECT_EQ(read_metafile(std::move(writer).take()).error().code, Errc::unsupported);
    MetafileWriter empty(10, 10);
    EXPECT_EQ(read_metafile(std::move(empty).take()).error().code, Errc::unsupported);
}

TEST(Metafile, HostileFilesAreRefused) {
    MetafileWriter huge(10, 10);
    huge.stretch(two_rows(), 0, 0, 1, 1);
    huge.stretch(two_rows(), 32000, 32000, 1, 1);
    EXPECT_EQ(read_metafile(std::move(huge).take()).error().code, Errc::too_large);
    MetafileWriter many(3000, 3000);
    many.stretch(two_rows(), 0, 0, 3, 2);
    for (int i = 0; i < 10; ++i) many.stretch(two_rows(), 0, 0, 3000, 3000);
    EXPECT_EQ(read_metafile(std::move(many).take()).error().code, Errc::too_large);
    EXPECT_EQ(read_metafile(ByteVector(100, 0)).error().code, Errc::bad_magic);
}

TEST(Metafile, EveryPrefixEndsWell) {
    const ByteVector whole = example();
    std::size_t shown = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) shown += read_metafile(Bytes(whole).first(size)) ? 1U : 0U;
    EXPECT_EQ(shown, 6U);  // once the bitmap is complete
}

}  // namespace
}  // namespace restante::picture
