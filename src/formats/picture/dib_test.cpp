#include "formats/picture/dib.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/byte_writer.h"
#include "formats/picture/colors_test.h"

namespace restante::picture {
namespace {

ByteVector info(std::int32_t width, std::int32_t height, std::uint16_t bits, std::uint32_t compression,
                std::uint32_t colors, const ByteVector& rest) {
    ByteWriter writer;
    writer.le<std::uint32_t>(40);
    writer.le(static_cast<std::uint32_t>(width));
    writer.le(static_cast<std::uint32_t>(height));
    writer.le<std::uint16_t>(1);
    writer.le(bits);
    writer.le(compression);
    writer.zeros(12);
    writer.le(colors);
    writer.zeros(4);
    writer.bytes(rest);
    return std::move(writer).take();
}

// What a 2 x 2 picture must show, top row first.
struct Case {
    const char* name;
    ByteVector dib;
    std::array<Color, 4> pixels;
};

const ByteVector kBlackAndRed{0, 0, 0, 0, 0, 0, 255, 0};

std::vector<Case> cases() {
    const auto with = [](ByteVector colors, const ByteVector& pixels) {
        colors.insert(colors.end(), pixels.begin(), pixels.end());
        return colors;
    };
    return {
        {"1 bit",
         info(2, 2, 1, 0, 0, with(kBlackAndRed, {0x40, 0, 0, 0, 0x80, 0, 0, 0})),
         {kRed, kBlack, kBlack, kRed}},
        {"4 bits",
         info(2, 2, 4, 0, 2, with(kBlackAndRed, {0x01, 0, 0, 0, 0x10, 0, 0, 0})),
         {kRed, kBlack, kBlack, kRed}},
        {"8 bits", info(2, 2, 8, 0, 2, with(kBlackAndRed, {0, 1, 0, 0, 1, 0, 0, 0})), {kRed, kBlack, kBlack, kRed}},
        {"8 bits, index without colour",
         info(2, 2, 8, 0, 2, with(kBlackAndRed, {9, 1, 0, 0, 1, 0, 0, 0})),
         {kRed, kBlack, kBlack, kRed}},
        {"top down", info(2, -2, 8, 0, 2, with(kBlackAndRed, {0, 1, 0, 0, 1, 0, 0, 0})), {kBlack, kRed, kRed, kBlack}},
        {"16 bits", info(2, 2, 16, 0, 0, {0x1F, 0, 0xE0, 0x03, 0x00, 0x7C, 0xFF, 0x7F}), {kRed, kWhite, kBlue, kGreen}},
        {"16 bits, fields",
         info(2, 2, 16, 3, 0, {0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0, 0x1F, 0, 0xE0, 0x07, 0, 0xF8, 0xFF, 0xFF}),
         {kRed, kWhite, kBlue, kGreen}},
        {"24 bits",
         info(2, 2, 24, 0, 0, {255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0}),
         {kRed, kWhite, kBlue, kGreen}},
        {"32 bits",
         info(2, 2, 32, 0, 0, {255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0}),
         {kRed, kWhite, kBlue, kGreen}},
        {"run lengths of 8",
         info(2, 2, 8, 1, 2, with(kBlackAndRed, {1, 0, 1, 1, 0, 0, 2, 1, 0, 1})),
         {kRed, kRed, kBlack, kRed}},
        {"run lengths of 8, absolute",
         info(2, 2, 8, 1, 2, with(kBlackAndRed, {2, 0, 0, 0, 0, 3, 1, 0, 1, 0, 0, 1})),
         {kRed, kBlack, kBlack, kBlack}},
        {"run lengths of 8, a move",
         info(2, 2, 8, 1, 2, with(kBlackAndRed, {0, 2, 1, 1, 1, 1, 0, 1})),
         {kWhite, kRed, kWhite, kWhite}},
        {"run lengths of 4",
         info(2, 2, 4, 2, 2, with(kBlackAndRed, {2, 0x01, 0, 0, 2, 0x10, 0, 1})),
         {kRed, kBlack, kBlack, kRed}},
    };
}

TEST(Dib, EveryKind) {
    for (const Case& one : cases()) {
        const auto picture = read_dib(one.dib);
        ASSERT_TRUE(picture) << one.name << ": " << picture.error().describe();
        EXPECT_FALSE(picture->cut) << one.name;
        const std::array<Color, 4> pixels{picture->image.at(0, 0), picture->image.at(1, 0), picture->image.at(0, 1),
                                          picture->image.at(1, 1)};
        EXPECT_EQ(pixels, one.pixels) << one.name;
    }
}

TEST(Dib, CoreHeader) {
    const auto picture = read_dib(ByteVector{12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 255, 0x40, 0, 0, 0});
    ASSERT_TRUE(picture) << picture.error().describe();
    EXPECT_EQ(picture->image.at(0, 0), kBlack);
    EXPECT_EQ(picture->image.at(1, 0), kRed);
}

TEST(Dib, BitmapFilesNameThePlaceOfTheirPixels) {
    ByteVector dib = info(1, 1, 24, 0, 0, {9, 9, 9, 9, 0, 0, 255, 0});
    ByteWriter file;
    file.text("BM");
    file.zeros(8);
    file.le<std::uint32_t>(14 + 40 + 4);
    file.bytes(dib);
    ASSERT_TRUE(is_bitmap_file(file.view()));
    const auto picture = read_bitmap_file(file.view());
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->image.at(0, 0), kRed);
    EXPECT_EQ(read_bitmap_file(dib).error().code, Errc::bad_magic);
}

TEST(Dib, DeviceBitmaps) {
    const ByteVector mono{0, 0, 2, 0, 1, 0, 2, 0, 1, 1, 0x40, 0};
    const auto picture = read_device_bitmap(mono, DeviceBitmapHeader::in_metafile);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->image.at(0, 0), kBlack);
    EXPECT_EQ(picture->image.at(1, 0), kWhite);
    ByteVector with_pointer = mono;
    with_pointer.insert(with_pointer.begin() + 10, {1, 2, 3, 4});
    EXPECT_TRUE(read_device_bitmap(with_pointer, DeviceBitmapHeader::in_object));
    ByteVector colors = mono;
    colors[9] = 8;
    EXPECT_EQ(read_device_bitmap(colors, DeviceBitmapHeader::in_metafile).error().code, Errc::unsupported);
}

TEST(Dib, HostileHeadersAllocateNothing) {
    EXPECT_EQ(read_dib(info(30000, 30000, 24, 0, 0, {})).error().code, Errc::too_large);
    EXPECT_EQ(read_dib(info(4000, 4000, 24, 0, 0, ByteVector(100))).error().code, Errc::truncated);
    EXPECT_EQ(read_dib(info(4000, 4000, 8, 1, 1, ByteVector(100))).error().code, Errc::truncated);
    EXPECT_EQ(read_dib(info(0, 1, 24, 0, 0, ByteVector(100))).error().code, Errc::bad_value);
    EXPECT_EQ(read_dib(info(1, INT32_MIN, 24, 0, 0, ByteVector(100))).error().code, Errc::too_large);
    EXPECT_EQ(read_dib(info(1, 1, 7, 0, 0, ByteVector(100))).error().code, Errc::bad_value);
    EXPECT_EQ(read_dib(info(1, 1, 8, 9, 0, ByteVector(100))).error().code, Errc::unsupported);
    EXPECT_EQ(read_dib(info(1, 1, 8, 0, 0xFFFFFFFF, ByteVector(100))).error().code, Errc::truncated);
    EXPECT_EQ(read_dib({}).error().code, Errc::truncated);
}

TEST(Dib, ACutPictureShowsWhatIsThere) {
    const auto picture = read_dib(info(1, 4, 24, 0, 0, {0, 0, 255, 0, 0, 0, 255, 0, 0, 0}));
    ASSERT_TRUE(picture);
    EXPECT_TRUE(picture->cut);
    EXPECT_EQ(picture->image.at(0, 3), kRed);
    EXPECT_EQ(picture->image.at(0, 0), kWhite);
}

RC_GTEST_PROP(DibProperty, WhatIsWrittenReadsTheSame, ()) {
    const auto width = *rc::gen::inRange<std::uint32_t>(1, 20), height = *rc::gen::inRange<std::uint32_t>(1, 20);
    Image image = *Image::create(width, height, kWhite);
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x)
            image.set(x, y, {*rc::gen::arbitrary<std::uint8_t>(), *rc::gen::arbitrary<std::uint8_t>(), 7, 255});
    const auto back = read_dib(write_dib(image));
    RC_ASSERT(back && !back->cut);
    RC_ASSERT(back->image == image);
}

}  // namespace
}  // namespace restante::picture
