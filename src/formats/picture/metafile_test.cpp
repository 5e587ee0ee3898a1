#include "formats/picture/metafile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "formats/picture/colors_test.h"
#include "formats/picture/metafile_records.h"
#include "formats/picture/metafile_writer.h"

namespace restante::picture {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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
        EXPECT_THAT(metafile->left_out, IsEmpty());
        EXPECT_FALSE(metafile->picture.cut);
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

TEST(Metafile, IconsAreMasked) {
    Image mask = *Image::create(2, 1, kWhite), colors = *Image::create(2, 1, kBlack);
    mask.set(0, 0, kBlack);
    colors.set(0, 0, kRed);
    MetafileWriter writer(32, 32);
    writer.stretch(mask, 0, 0, 32, 16, 0x008800C6);
    writer.stretch(colors, 0, 0, 32, 16, 0x00660046);
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile) << metafile.error().describe();
    EXPECT_EQ(metafile->picture.image.at(0, 0), kRed);
    EXPECT_EQ(metafile->picture.image.at(1, 0), kWhite);
}

// A window of 100 by 100 becomes a picture of 800 by 800.
constexpr std::uint32_t kPixels = 8;

struct Spot {
    std::uint32_t x, y;  // of the window
    Color color;
};

struct Drawn {
    std::string what;
    std::function<void(MetafileWriter&)> draw;
    std::vector<Spot> spots;
};

void rectangle(MetafileWriter& writer, int left, int top, int right, int bottom) {
    writer.record(record::kRectangle, {bottom, right, top, left});
}

const Drawn kDrawn[] = {
    {"rectangle",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlue, 4);
         rectangle(w, 20, 30, 60, 70);
     },
     {{40, 50, kRed}, {20, 50, kBlue}, {60, 50, kBlue}, {40, 30, kBlue}, {70, 50, kWhite}, {10, 10, kWhite}}},
    {"no pen, no brush",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlue, 4, 5);
         rectangle(w, 20, 20, 60, 60);
         w.record(record::kCreateBrushIndirect, {1, 0, 0, 0});
         w.record(record::kSelectObject, {2});
         rectangle(w, 0, 0, 100, 100);
     },
     {{21, 40, kRed}, {80, 80, kWhite}}},
    {"ellipse",
     [](MetafileWriter& w) {
         w.brush(kGreen), w.pen(kBlack, 0, 5);
         w.record(record::kEllipse, {90, 90, 10, 10});
     },
     {{50, 50, kGreen}, {12, 50, kGreen}, {50, 87, kGreen}, {15, 15, kWhite}, {85, 85, kWhite}}},
    {"pie from the right to the top, chord below",
     [](MetafileWriter& w) {
         w.brush(kGreen), w.pen(kBlack, 0, 5);
         w.record(record::kPie, {0, 50, 50, 100, 90, 90, 10, 10});
         w.record(record::kChord, {50, 100, 50, 0, 90, 90, 10, 10});
     },
     {{65, 35, kGreen}, {35, 35, kWhite}, {50, 70, kGreen}, {85, 15, kWhite}}},
    {"arc without an interior",
     [](MetafileWriter& w) {
         w.brush(kGreen), w.pen(kBlack, 4);
         w.record(record::kArc, {0, 50, 50, 100, 90, 90, 10, 10});
     },
     {{50, 50, kWhite}, {65, 35, kWhite}, {78, 22, kBlack}, {22, 22, kWhite}}},
    {"rounded rectangle",
     [](MetafileWriter& w) {
         w.brush(kGreen), w.pen(kBlack, 0, 5);
         w.record(record::kRoundedRectangle, {40, 40, 90, 90, 10, 10});
     },
     {{50, 50, kGreen}, {11, 50, kGreen}, {12, 12, kWhite}, {22, 22, kGreen}}},
    {"polygon, alternating and winding",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlack, 0, 5);
         w.record(record::kPolyPolygon, {2, 4, 4, 0, 0, 40, 0, 40, 40, 0, 40, 10, 10, 30, 10, 30, 30, 10, 30});
         w.record(record::kSetFillRule, {2});
         w.record(record::kPolyPolygon, {2, 4, 4, 50, 0, 90, 0, 90, 40, 50, 40, 60, 10, 80, 10, 80, 30, 60, 30});
         w.record(record::kPolygon, {3, 0, 50, 50, 99, 0, 99});
     },
     {{5, 20, kRed}, {20, 20, kWhite}, {55, 20, kRed}, {70, 20, kRed}, {10, 90, kRed}, {40, 60, kWhite}}},
    {"lines",
     [](MetafileWriter& w) {
         w.pen(kBlue, 6);
         w.record(record::kMoveTo, {20, 10});
         w.record(record::kLineTo, {20, 90});
         w.record(record::kLineTo, {80, 90});
         w.record(record::kPolyline, {3, 10, 40, 40, 40, 40, 90});
     },
     {{50, 20, kBlue}, {90, 50, kBlue}, {25, 40, kBlue}, {40, 70, kBlue}, {10, 60, kWhite}, {25, 65, kWhite}}},
    {"wide lines have round corners",
     [](MetafileWriter& w) {
         w.pen(kBlue, 20);
         w.record(record::kPolyline, {3, 20, 80, 20, 20, 80, 20});
     },
     {{20, 20, kBlue}, {14, 14, kBlue}, {11, 11, kWhite}, {20, 88, kBlue}}},
    {"clipping, and the state before it",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlack, 0, 5);
         w.record(record::kSaveState, {});
         w.record(record::kKeepBox, {60, 60, 20, 20});
         w.record(record::kExcludeBox, {50, 50, 40, 40});
         rectangle(w, 0, 0, 100, 100);
         w.record(record::kRestoreState, {-1});
         rectangle(w, 80, 80, 90, 90);
     },
     {{10, 10, kWhite}, {30, 30, kRed}, {45, 45, kWhite}, {55, 55, kRed}, {70, 70, kWhite}, {85, 85, kRed}}},
    {"regions",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlack, 0, 5);
         // one strip of rows 10 to 30 with columns 10 to 20 and 40 to 60
         w.record(record::kCreateRegion, {0, 6, 0, 0, 36, 1, 4, 10, 10, 60, 30, 4, 10, 30, 10, 20, 40, 60, 4});
         w.record(record::kSelectRegion, {2});
         rectangle(w, 0, 0, 100, 100);
         w.record(record::kSelectRegion, {0});
         w.record(record::kMoveRegion, {0, 0});
         rectangle(w, 80, 80, 90, 90);
         w.record(record::kInvertRegion, {2});
     },
     {{15, 20, {0, 255, 255, 255}}, {30, 20, kWhite}, {50, 20, {0, 255, 255, 255}}, {50, 40, kWhite}, {85, 85, kRed}}},
    {"pens combine with what is there",
     [](MetafileWriter& w) {
         w.brush({0, 255, 255, 255}), w.pen(kBlack, 0, 5);
         rectangle(w, 0, 0, 50, 100);
         w.record(record::kSetPenOperation, {7});  // exclusive or
         w.brush(kWhite);
         rectangle(w, 0, 0, 100, 50);
     },
     {{25, 25, kRed}, {25, 75, {0, 255, 255, 255}}, {75, 25, kBlack}, {75, 75, kWhite}}},
    {"backgrounds and inversions",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlack, 0, 5);
         rectangle(w, 0, 0, 10, 10);
         w.record(record::kPatternBlt, {0x0021, 0x00F0, 50, 50, 0, 50});
         w.record(record::kPatternBlt, {0x0009, 0x0055, 100, 100, 0, 0});
     },
     {{5, 5, {0, 255, 255, 255}}, {75, 25, {0, 255, 255, 255}}, {75, 75, kBlack}}},
    {"hatches leave gaps",
     [](MetafileWriter& w) {
         w.pen(kBlack, 0, 5);
         w.record(record::kSetBackground, {0x00FF, 0x0000});
         w.record(record::kCreateBrushIndirect, {2, 0, 255, 0});
         w.record(record::kSelectObject, {1});
         rectangle(w, 0, 0, 50, 100);
         w.record(record::kSetBackgroundMode, {1});
         rectangle(w, 50, 0, 100, 100);
     },
     {{25, 25, kBlue}, {75, 25, kBlue}}},
    {"a window that grows upwards",
     [](MetafileWriter& w) {
         w.record(record::kWindowOrigin, {100, 0});
         w.record(record::kWindowExtent, {-100, 100});
         w.brush(kRed), w.pen(kBlack, 0, 5);
         rectangle(w, 0, 100, 50, 50);
     },
     {{25, 25, kRed}, {25, 75, kWhite}, {75, 25, kWhite}}},
    {"windows and viewports that change",
     [](MetafileWriter& w) {
         w.brush(kRed), w.pen(kBlack, 0, 5);
         w.record(record::kViewportExtent, {1000, 1000});
         rectangle(w, 0, 0, 10, 10);
         w.record(record::kScaleWindow, {1, 2, 1, 2});  // twice as large: everything half
         w.record(record::kMoveWindow, {-100, -100});   // and moved by half of it
         rectangle(w, 0, 0, 20, 20);
         w.record(record::kViewportOrigin, {250, 250});  // by a quarter
         rectangle(w, 0, 0, 20, 20);
     },
     {{5, 5, kRed}, {15, 15, kWhite}, {55, 55, kRed}, {65, 65, kWhite}, {80, 80, kRed}, {88, 88, kWhite}}},
    {"points",
     [](MetafileWriter& w) { w.record(record::kSetPixel, {0x00FF, 0, 30, 20}); },
     {{20, 30, kRed}, {21, 31, kWhite}}},
};

TEST(Metafile, DrawsWhatOfficeProgramsRecorded) {
    for (const Drawn& drawn : kDrawn) {
        MetafileWriter writer(100, 100);
        drawn.draw(writer);
        const auto metafile = read_metafile(std::move(writer).take());
        ASSERT_TRUE(metafile) << drawn.what << ": " << metafile.error().describe();
        EXPECT_THAT(metafile->left_out, IsEmpty()) << drawn.what;
        const Image& image = metafile->picture.image;
        ASSERT_EQ(image.width(), 100 * kPixels) << drawn.what;
        ASSERT_EQ(image.height(), 100 * kPixels) << drawn.what;
        for (const Spot& spot : drawn.spots) {
            const Color seen = image.at(spot.x * kPixels + kPixels / 2, spot.y * kPixels + kPixels / 2);
            EXPECT_EQ(seen, spot.color) << drawn.what << " at " << spot.x << ", " << spot.y << ": " << int{seen.red}
                                        << ' ' << int{seen.green} << ' ' << int{seen.blue};
        }
    }
}

std::size_t dark_pixels(const Image& image, std::uint32_t left, std::uint32_t top, std::uint32_t right,
                        std::uint32_t bottom) {
    std::size_t count = 0;
    for (std::uint32_t y = top; y < bottom; ++y)
        for (std::uint32_t x = left; x < right; ++x) count += image.at(x, y).red < 128 ? 1U : 0U;
    return count;
}

TEST(Metafile, TextStandsWhereItWasAligned) {
    struct Row {
        int align;
        bool left, right, above, below;
    };
    for (const Row& row : {Row{0, false, true, false, true},
                           {2, true, false, false, true},
                           {6, true, true, false, true},
                           {24, false, true, true, false},
                           {8, false, true, true, false}}) {
        MetafileWriter writer(800, 800);
        writer.pen(kWhite, 0);
        rectangle(writer, 0, 0, 800, 800);
        writer.record(record::kCreateFont, {-60, 0, 0, 0, 400, 0, 0, 0, 0});
        writer.record(record::kSelectObject, {1});
        writer.record(record::kSetTextAlign, {row.align});
        writer.record(record::kTextOut, {4, 0x4548, 0x414C, 400, 400});  // "HELA"
        const auto metafile = read_metafile(std::move(writer).take());
        ASSERT_TRUE(metafile);
        const Image& image = metafile->picture.image;
        EXPECT_EQ(dark_pixels(image, 0, 0, 395, 800) > 50, row.left) << row.align;
        EXPECT_EQ(dark_pixels(image, 405, 0, 800, 800) > 50, row.right) << row.align;
        EXPECT_EQ(dark_pixels(image, 0, 0, 800, 395) > 50, row.above) << row.align;
        EXPECT_EQ(dark_pixels(image, 0, 405, 800, 800) > 50, row.below) << row.align;
    }
}

TEST(Metafile, LettersWithoutAShapeAreBoxesAndNamed) {
    MetafileWriter writer(800, 800);
    writer.record(record::kCreateFont, {-60, 0, 0, 0, 400, 0, 204 << 8, 0, 0});
    writer.record(record::kSelectObject, {0});
    writer.record(record::kTextOut, {2, 0xC6C6, 400, 400});
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile);
    EXPECT_THAT(metafile->left_out, ElementsAre("characters without a shape (2)"));
}

TEST(Metafile, WhatIsNotDrawnIsNamedOnceAndTheRestShown) {
    MetafileWriter writer(100, 100);
    writer.brush(kRed);
    rectangle(writer, 0, 0, 100, 100);
    for (int i = 0; i < 3; ++i) writer.record(0x0419, {0, 0, 0, 0});
    writer.record(record::kPolygon, {9, 1, 2});
    writer.record(0x1234, {1});
    writer.record(record::kSelectObject, {99});
    writer.record(record::kStretchDib, {0x0020, 0x00CC, 1, 1});
    writer.record(0x0626, {1, 2});  // Escape: silent
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile);
    EXPECT_THAT(metafile->left_out, ElementsAre("0x1234", "FloodFill (3)", "Polygon", "SelectObject", "StretchDIBits"));
    EXPECT_EQ(metafile->picture.image.at(400, 400), kRed);
}

TEST(Metafile, SidesFollowThePaperWhereItIsKnown) {
    MetafileWriter writer(1000, 1000);
    writer.brush(kRed);
    rectangle(writer, 0, 0, 1000, 1000);
    const ByteVector bare = std::move(writer).take();
    EXPECT_EQ(read_metafile(bare)->picture.image.height(), 800U);
    EXPECT_EQ(read_metafile(bare, {.paper_width = 500, .paper_height = 250})->picture.image.height(), 400U);
    ByteVector with_head{8, 0, 0x10, 0x27, 0xC4, 0x09, 0, 0};  // 10,000 by 2,500
    with_head.insert(with_head.end(), bare.begin(), bare.end());
    EXPECT_EQ(read_metafile(with_head)->picture.image.height(), 200U);
}

TEST(Metafile, WithoutAWindowTheDrawingIsTheFrame) {
    ByteVector bytes;
    {
        MetafileWriter writer(1, 1);
        writer.record(record::kSetMapMode, {2});  // y grows upwards
        writer.brush(kRed), writer.pen(kBlack, 0, 5);
        rectangle(writer, 100, 100, 300, 200);
        writer.brush(kBlue);
        rectangle(writer, 100, 150, 300, 200);
        bytes = std::move(writer).take();
    }
    bytes.erase(bytes.begin() + 18, bytes.begin() + 18 + 10);  // the window
    const auto metafile = read_metafile(bytes);
    ASSERT_TRUE(metafile);
    EXPECT_EQ(metafile->picture.image.width(), 800U);
    EXPECT_EQ(metafile->picture.image.height(), 400U);
    EXPECT_EQ(metafile->picture.image.at(400, 100), kBlue);
    EXPECT_EQ(metafile->picture.image.at(400, 300), kRed);
}

TEST(Metafile, NothingToSeeIsUnsupported) {
    MetafileWriter empty(10, 10);
    EXPECT_EQ(read_metafile(std::move(empty).take()).error().code, Errc::unsupported);
    MetafileWriter broken(10, 10);
    broken.record(record::kPolygon, {9, 1, 2});
    broken.record(record::kTextOut, ByteVector(10));
    EXPECT_EQ(read_metafile(std::move(broken).take()).error().code, Errc::unsupported);
}

TEST(Metafile, HostileFilesAreRefused) {
    MetafileWriter huge(10, 10);
    huge.stretch(two_rows(), 0, 0, 1, 1);
    huge.stretch(two_rows(), 32000, 32000, 1, 1);
    EXPECT_EQ(read_metafile(std::move(huge).take()).error().code, Errc::too_large);
    MetafileWriter many(3000, 3000);
    many.stretch(two_rows(), 0, 0, 3, 2);
    for (int i = 0; i < 60; ++i) many.stretch(two_rows(), 0, 0, 3000, 3000);
    EXPECT_EQ(read_metafile(std::move(many).take()).error().code, Errc::too_large);
    MetafileWriter shapes(100, 100);
    for (int i = 0; i < 100; ++i) rectangle(shapes, -100, -100, 200, 200);
    EXPECT_EQ(read_metafile(std::move(shapes).take()).error().code, Errc::too_large);
    EXPECT_EQ(read_metafile(ByteVector(100, 0)).error().code, Errc::bad_magic);
}

TEST(Metafile, RegionsThatAreChosenAgainAndAgainAreRefused) {
    constexpr std::uint16_t kStrips = 1000;
    ByteWriter region;
    region.zeros(10);
    region.le(kStrips);
    region.zeros(10);
    for (std::uint16_t i = 0; i < kStrips; ++i)
        for (const int word : {2, int{i}, i + 1, 0, 10, 2}) region.le(static_cast<std::uint16_t>(word));
    MetafileWriter writer(100, 1000);
    writer.record(record::kCreateRegion, region.view());
    for (int i = 0; i < 20'000; ++i) writer.record(record::kSelectRegion, {0});
    rectangle(writer, 0, 0, 10, 10);
    EXPECT_EQ(read_metafile(std::move(writer).take()).error().code, Errc::too_large);
}

TEST(Metafile, NothingIsKeptWithoutEnd) {
    MetafileWriter writer(100, 100);
    for (int i = 0; i < 70'000; ++i) writer.record(record::kCreatePalette, {});
    for (int i = 0; i < 300; ++i) writer.record(record::kSaveState, {});
    rectangle(writer, 0, 0, 100, 100);
    const auto metafile = read_metafile(std::move(writer).take());
    ASSERT_TRUE(metafile);
    EXPECT_THAT(metafile->left_out, ElementsAre("0x00F7 (4464)", "SaveDC (44)"));
}

TEST(Metafile, EveryPrefixEndsWell) {
    const ByteVector whole = example();
    std::size_t shown = 0, cut = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto metafile = read_metafile(Bytes(whole).first(size));
        shown += metafile ? 1U : 0U;
        cut += metafile && metafile->picture.cut ? 1U : 0U;
    }
    EXPECT_EQ(shown, 6U);  // once the bitmap is complete
    EXPECT_EQ(cut, 5U);    // while the record behind it is there in part
}

}  // namespace
}  // namespace restante::picture
