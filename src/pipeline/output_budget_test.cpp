#include "pipeline/output_budget.h"

#include <gtest/gtest.h>

namespace restante::pipeline {
namespace {

TEST(OutputBudget, GivesSmallSourcesTheLeast) {
    OutputBudget budget(10);
    EXPECT_TRUE(budget.spend(kLeastDelivered - 1));
    EXPECT_FALSE(budget.spend(2));
    EXPECT_TRUE(budget.spend(1));
    EXPECT_FALSE(budget.spend(1));
}

TEST(OutputBudget, GrowsWithTheSource) {
    OutputBudget budget(10 * kLeastDelivered);
    EXPECT_TRUE(budget.spend(10 * kLeastDelivered * kMostTimesDelivered));
    EXPECT_FALSE(budget.spend(1));
}

TEST(OutputBudget, DoesNotOverflow) {
    OutputBudget budget(~std::uint64_t{0});
    EXPECT_TRUE(budget.spend(~std::uint64_t{0}));
}

TEST(OutputBudget, CountsWhatAMessageCostsBesidesTheDataOfItsAttachments) {
    model::Message message;
    EXPECT_EQ(cost_without_data(message), 0U);
    message.attachments.resize(3);
    EXPECT_EQ(cost_without_data(message), 3 * 512U);
    message.subject = "four";
    message.body = "a text";
    EXPECT_EQ(cost_without_data(message), 3 * 512U + 10);
    message.to.resize(2);
    message.to[0].name = "Ann";
    message.reply_to.resize(1);
    message.reply_to[0].type = "SMTP";
    message.reply_to[0].address = "a@example.org";
    EXPECT_EQ(cost_without_data(message), 3 * 512U + 10 + 3 + 17);
}

TEST(OutputBudget, IsExhaustedAfterAHundredMessagesThatWereTooMuch) {
    OutputBudget budget(10);
    model::Message large;
    large.body = std::string(1000, 'x');
    EXPECT_TRUE(budget.spend(kLeastDelivered - 10));
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(budget.exhausted()) << i;
        EXPECT_FALSE(budget.spend_message(large)) << i;
    }
    EXPECT_TRUE(budget.exhausted());
}

TEST(OutputBudget, WhatIsLeftOutKeepsItsSize) {
    const LeftOutBytes bytes(7);
    EXPECT_EQ(bytes.size(), 7U);
    ByteVector into(7);
    const auto read = bytes.read(0, into);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::too_large);
}

}  // namespace
}  // namespace restante::pipeline
