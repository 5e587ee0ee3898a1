#include "content/picture_budget.h"

#include <gtest/gtest.h>

namespace restante::content {
namespace {

TEST(PictureBudget, GrowsWithTheSource) {
    PictureBudget budget(1000);
    budget.spend(kLeastPictureWork);
    EXPECT_FALSE(budget.spent());
    budget.spend(1000 * kPictureWorkPerByte - 1);
    EXPECT_FALSE(budget.spent());
    EXPECT_FALSE(budget.tell());
    budget.spend(2);  // the last picture may cost more than is left
    EXPECT_TRUE(budget.spent());
}

TEST(PictureBudget, IsToldOnce) {
    PictureBudget budget(0);
    budget.spend(kLeastPictureWork);
    EXPECT_TRUE(budget.tell());
    EXPECT_FALSE(budget.tell());
}

TEST(PictureBudget, DoesNotOverflow) {
    PictureBudget budget(~std::uint64_t{0});
    budget.spend(~std::uint64_t{0} / 2);
    EXPECT_FALSE(budget.spent());
}

}  // namespace
}  // namespace restante::content
