#include "pipeline/lane_journal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <thread>

#include "ledger/ledger.h"
#include "targets/target.h"

namespace restante::pipeline {
namespace {

constexpr std::chrono::milliseconds kMoreThanTrusted{1100};

class LaneJournalTest : public ::testing::Test {
protected:
    void SetUp() override {
        path_ = (std::filesystem::temp_directory_path() / ("restante-lane-" + std::to_string(::getpid()))).string();
        std::filesystem::remove(path_);
        ledger_ = ledger::open_ledger(path_).value();
        ASSERT_TRUE(ledger_->begin_run({"run", "/source", {"imap://server"}, "{}"}));
        ledger::Unit unit;
        unit.run = "run";
        unit.source = "/source";
        ASSERT_TRUE(ledger_->add_units({&unit, 1}));
        claim_ = ledger_->claim({"first", std::chrono::seconds(120), "run", ""}).value().value();
    }
    void TearDown() override {
        ledger_.reset();
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
    }
    // As if the first had died.
    void take_over() {
        ASSERT_TRUE(ledger_->bury("first"));
        ASSERT_TRUE(ledger_->claim({"second", std::chrono::seconds(120), "run", ""}).value().has_value());
    }

    std::string path_;
    std::unique_ptr<ledger::Ledger> ledger_;
    ledger::Claim claim_;
};

TEST_F(LaneJournalTest, AsksAgainAfterASecond) {
    UnitRecord record(*ledger_, claim_);
    LaneJournal journal(record, 0);
    const std::array<targets::JournalItem, 1> items{{{"Inbox/0", "id", 10, "hash"}}};
    ASSERT_TRUE(journal.intend(items));
    std::this_thread::sleep_for(kMoreThanTrusted);
    EXPECT_TRUE(journal.still_ours());
    take_over();
    EXPECT_TRUE(journal.still_ours()) << "within a second it need not ask";
    std::this_thread::sleep_for(kMoreThanTrusted);
    const auto ours = journal.still_ours();
    ASSERT_FALSE(ours);
    EXPECT_EQ(ours.error().code, Errc::conflict);
    EXPECT_FALSE(journal.still_ours()) << "and what is lost stays lost";
}

TEST_F(LaneJournalTest, AsksWhenItNeverKnew) {
    UnitRecord record(*ledger_, claim_);
    LaneJournal journal(record, 0);
    take_over();
    EXPECT_FALSE(journal.still_ours());
}

}  // namespace
}  // namespace restante::pipeline
