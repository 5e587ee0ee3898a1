#include "formats/picture/region.h"

#include <gtest/gtest.h>

namespace restante::picture {
namespace {

std::int64_t area(const Region& region) {
    std::int64_t sum = 0;
    for (const Box& box : *region.boxes()) sum += box.width() * box.height();
    return sum;
}

TEST(Region, KeepsWhatIsInBothAndLosesHoles) {
    Region region;
    EXPECT_FALSE(region.boxes());
    region.keep({0, 0, 100, 100});
    EXPECT_EQ(area(region), 10'000);
    ASSERT_TRUE(region.take_away({10, 10, 20, 20}));
    EXPECT_EQ(area(region), 9'900);
    EXPECT_EQ(region.boxes()->size(), 4U);
    region.keep({0, 0, 15, 15});
    EXPECT_EQ(area(region), 15 * 15 - 5 * 5);
    region.move(5, -5);
    EXPECT_EQ(region.boxes()->front().top, -5);
    region.keep({50, 50, 60, 60});
    EXPECT_TRUE(region.boxes()->empty());
}

TEST(Region, HolesInEverything) {
    Region region;
    ASSERT_TRUE(region.take_away({0, 0, 10, 10}));
    region.keep({-10, -10, 20, 20});
    EXPECT_EQ(area(region), 900 - 100);
}

TEST(Region, IsNeverOfTooManyParts) {
    Region region;
    region.keep({0, 0, 10'000, 10'000});
    std::size_t holes = 0;
    while (region.take_away({static_cast<std::int64_t>(holes) * 4, static_cast<std::int64_t>(holes) * 4,
                             static_cast<std::int64_t>(holes) * 4 + 2, static_cast<std::int64_t>(holes) * 4 + 2}))
        ++holes;
    EXPECT_LE(region.boxes()->size(), Region::kMostBoxes);
    EXPECT_GT(holes, 100U);
}

}  // namespace
}  // namespace restante::picture
