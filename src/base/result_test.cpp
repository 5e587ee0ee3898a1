#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace restante {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return fail(Errc::bad_value, "number is odd", 0x4A02);
    return number / 2;
}

Result<void> must_be_even(int number) {
    TRY_VOID(half(number));
    return {};
}

Result<std::string> quarter(int number) {
    const int once = TRY(half(number));
    TRY_VOID(must_be_even(once));
    return std::to_string(TRY(half(once)));
}

TEST(Result, TryUnwrapsOrReturns) {
    EXPECT_EQ(quarter(8).value(), "2");
    for (const int number : {7, 6}) {
        const auto result = quarter(number);
        ASSERT_FALSE(result) << number;
        EXPECT_EQ(result.error().code, Errc::bad_value);
        EXPECT_EQ(result.error().offset, 0x4A02U);
    }
}

TEST(Result, TryMovesWhatCannotBeCopied) {
    const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(3); };
    const auto use = [&]() -> Result<int> {
        const std::unique_ptr<int> number = TRY(make());
        return *number;
    };
    EXPECT_EQ(use().value(), 3);
}

TEST(Error, DescribesWhatAndWhere) {
    EXPECT_EQ((Error{.code = Errc::io, .what = "disk is gone"}.describe()), "disk is gone");
    EXPECT_EQ((Error{.code = Errc::io, .what = "disk is gone", .offset = 0x4A02}.describe()), "@0x4a02: disk is gone");
    Error error{.code = Errc::truncated, .what = "list is cut off", .offset = 16};
    error = std::move(error).in("17");
    error = std::move(error).in("Inbox");
    error = std::move(error).in("BOB.MMF");
    EXPECT_EQ(error.describe(), "BOB.MMF/Inbox/17 @0x10: list is cut off");
}

}  // namespace
}  // namespace restante
