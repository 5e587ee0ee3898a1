#include "formats/picture/png.h"

#include <gtest/gtest.h>
#include <png.h>

namespace restante::picture {
namespace {

// What libpng's simple reader sees, with alpha.
ByteVector pixels_of(const ByteVector& png, std::uint32_t width, std::uint32_t height) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, png.data(), png.size()), 0);
    EXPECT_EQ(image.width, width);
    EXPECT_EQ(image.height, height);
    image.format = PNG_FORMAT_RGBA;
    ByteVector pixels(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
    return pixels;
}

TEST(Png, PixelsComeBack) {
    Image image = *Image::create(2, 2, Color{1, 2, 3, 255});
    image.set(1, 0, {4, 5, 6, 255});
    const auto opaque = write_png(image);
    ASSERT_TRUE(opaque);
    EXPECT_EQ(pixels_of(*opaque, 2, 2), (ByteVector{1, 2, 3, 255, 4, 5, 6, 255, 1, 2, 3, 255, 1, 2, 3, 255}));
    image.set(0, 1, {7, 8, 9, 100});
    const auto transparent = write_png(image);
    ASSERT_TRUE(transparent);
    EXPECT_EQ(pixels_of(*transparent, 2, 2), (ByteVector{1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 100, 1, 2, 3, 255}));
    EXPECT_EQ(*write_png(image), *transparent);
}

TEST(Png, ImagesAreBounded) {
    EXPECT_EQ(Image::create(0, 5, {}).error().code, Errc::bad_value);
    EXPECT_EQ(Image::create(kLongestSide + 1, 1, {}).error().code, Errc::too_large);
    EXPECT_EQ(Image::create(kLongestSide, kLongestSide, {}).error().code, Errc::too_large);
}

}  // namespace
}  // namespace restante::picture
