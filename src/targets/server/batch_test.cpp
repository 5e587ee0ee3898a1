#include "targets/server/batch.h"

#include <gtest/gtest.h>

namespace restante::targets::server {
namespace {

struct Parcel {
    std::string item{}, item_id{};
    std::uint64_t size = 0;
    std::string sha256{};
};

// Writes down in which order things happen.
struct Diary final : Journal {
    Result<void> intend(std::span<const JournalItem> items) override {
        for (const JournalItem& one : items) text += "intend " + one.item_id + ";";
        if (refuses) return fail(Errc::no_space, "the diary is full");
        return {};
    }
    void settled(const std::string& item_id, Result<Delivery> outcome) override {
        text += (outcome ? "settled " : "failed ") + item_id + ";";
    }

    std::string text{};
    bool refuses = false;
};

class BatchTest : public ::testing::Test {
protected:
    Diary diary_;
    Batch<Parcel> batch_{{2, 100}, [this](const std::vector<Parcel>& items, const Batch<Parcel>::Settle& settle) {
                             diary_.text += "send " + std::to_string(items.size()) + ";";
                             for (const Parcel& one : items) settle(one, Delivery{});
                         }};
};

TEST_F(BatchTest, NothingLeavesBeforeItIsOnRecord) {
    batch_.set_journal(diary_);
    ASSERT_TRUE(batch_.add({"", "a", 1, ""}).has_value());
    EXPECT_EQ(diary_.text, "");
    EXPECT_TRUE(batch_.holds("a"));
    ASSERT_TRUE(batch_.add({"", "b", 1, ""}).has_value());
    EXPECT_EQ(diary_.text, "intend a;intend b;send 2;settled a;settled b;");
    EXPECT_FALSE(batch_.holds("a"));
}

TEST_F(BatchTest, ItEndsBeforeItIsTooLarge) {
    batch_.set_journal(diary_);
    ASSERT_TRUE(batch_.add({"", "a", 60, ""}).has_value());
    ASSERT_TRUE(batch_.add({"", "b", 60, ""}).has_value());
    EXPECT_EQ(diary_.text, "intend a;send 1;settled a;");
    const auto alone = batch_.send_alone({"", "c", 1000, ""});
    EXPECT_TRUE(alone.has_value());
    EXPECT_EQ(diary_.text, "intend a;send 1;settled a;intend b;send 1;settled b;intend c;send 1;");
}

TEST_F(BatchTest, WhatIsNotOnRecordIsNotSent) {
    batch_.set_journal(diary_);
    diary_.refuses = true;
    ASSERT_TRUE(batch_.add({"", "a", 1, ""}).has_value());
    EXPECT_EQ(batch_.flush().error().code, Errc::no_space);
    EXPECT_EQ(batch_.send_alone({"", "b", 1, ""}).error().code, Errc::no_space);
    EXPECT_EQ(diary_.text, "intend a;intend b;");
}

TEST_F(BatchTest, WhatIsSettledLaterIsWaitedForWhenItIsAlone) {
    std::vector<std::pair<Parcel, Batch<Parcel>::Settle>> under_way;
    Batch<Parcel> batch(
        {2, 100},
        [&](std::vector<Parcel> items, const Batch<Parcel>::Settle& settle) {
            for (Parcel& one : items) under_way.emplace_back(std::move(one), settle);
        },
        [&] {
            for (const auto& [one, settle] : under_way) settle(one, Delivery{});
            under_way.clear();
        });
    batch.set_journal(diary_);
    ASSERT_TRUE(batch.add({"", "a", 1, ""}).has_value());
    ASSERT_TRUE(batch.flush().has_value());
    EXPECT_EQ(diary_.text, "intend a;");
    EXPECT_TRUE(batch.send_alone({"", "b", 1, ""}).has_value());
    EXPECT_EQ(diary_.text, "intend a;intend b;settled a;");
}

TEST_F(BatchTest, WithoutAJournalNothingWaits) {
    EXPECT_FALSE(batch_.can_wait());
    EXPECT_TRUE(batch_.send_alone({"", "a", 1, ""}).has_value());
    EXPECT_EQ(diary_.text, "send 1;");
}

}  // namespace
}  // namespace restante::targets::server
