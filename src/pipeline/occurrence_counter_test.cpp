#include "pipeline/occurrence_counter.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::pipeline {
namespace {

TEST(OccurrenceCounter, NumbersRepetitions) {
    OccurrenceCounter counter;
    EXPECT_EQ(counter.count("86cde123"), 0U);
    EXPECT_EQ(counter.count("86cde124"), 0U);
    EXPECT_EQ(counter.count("86cde123"), 1U);
    EXPECT_EQ(counter.count("86cde123"), 2U);
    EXPECT_EQ(counter.count(""), 0U);
    counter.clear();
    EXPECT_EQ(counter.count("86cde123"), 0U);
}

TEST(OccurrenceCounter, ManyDifferentIdsStayDifferent) {
    OccurrenceCounter counter;
    for (int i = 0; i < 200'000; ++i) ASSERT_EQ(counter.count(std::to_string(i)), 0U) << i;
    for (int i = 0; i < 200'000; i += 1000) ASSERT_EQ(counter.count(std::to_string(i)), 1U) << i;
}

}  // namespace
}  // namespace restante::pipeline
