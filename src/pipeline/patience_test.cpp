#include "pipeline/patience.h"

#include <gtest/gtest.h>

#include <thread>

#include "pipeline/fakes_test.h"
#include "pipeline/run.h"

namespace restante::pipeline {
namespace {

using namespace std::chrono_literals;

// What a user sees.
class Watcher final : public Observer {
public:
    void mailbox_started(const model::Mailbox& /*mailbox*/, std::size_t /*folders*/, std::uint64_t /*all*/) override {
        ++started;
    }
    void folder_started(const model::Mailbox& /*mailbox*/, const model::Folder& /*folder*/,
                        std::size_t /*n*/) override {
        ++folders_started;
    }
    void folder_finished(const model::Mailbox& /*mailbox*/, const FolderResult& /*folder*/) override {
        ++folders_finished;
    }
    void advanced(const Progress& so_far) override { progress = so_far; }
    void found(const std::string& /*mailbox*/, const Finding& finding) override { findings.push_back(finding.id); }
    void failed(const Failure& failure) override { failures.push_back(failure.item); }
    void mailbox_finished(const MailboxResult& /*mailbox*/) override { ++finished; }

    std::size_t started = 0, finished = 0, folders_started = 0, folders_finished = 0;
    Progress progress{};
    std::vector<MessageId> findings{};
    std::vector<std::string> failures{};
};

class PatienceTest : public ::testing::Test {
protected:
    PatienceTest() {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "JDOE";
        mailbox.folders = {fake_folder({"Inbox"}, 3), fake_folder({"Sent"}, 4)};
        source_.mailboxes.push_back(std::move(mailbox));
        target_.abilities.stores_items = true;
        target_.message_errors["Inbox/1"] = {Errc::rejected, "too long", {}, {}};
        target_.message_errors["Sent/2"] = {Errc::unreachable, "gone", {}, {}};
    }

    RunResult go(std::chrono::seconds patience) {
        Selector selector({});
        Plan plan = make_plan(source_, selector);
        RunOptions options;
        options.patience = patience;
        return run(source_, plan, {{"fake:1", &target_}}, selector, options, watcher_, cancel_);
    }

    FakeSource source_;
    FakeTarget target_;
    Watcher watcher_;
    std::atomic<bool> cancel_{false};
};

TEST_F(PatienceTest, AMailboxIsBegunAnewAndLooksLikeOneToWhoeverWatches) {
    target_.errors_end_after = 1;
    const RunResult result = go(60s);
    EXPECT_FALSE(result.stopped);
    EXPECT_EQ(target_.mailboxes.size(), 2U);
    EXPECT_EQ(result.totals.messages, (Tally{7, 7, 0, 0}));
    EXPECT_EQ(result.mailboxes, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(result.failures.total(), 0U);
    EXPECT_EQ(watcher_.started, 1U);
    EXPECT_EQ(watcher_.finished, 1U);
    EXPECT_EQ(watcher_.folders_started, 2U);
    EXPECT_EQ(watcher_.folders_finished, 2U);
    EXPECT_EQ(watcher_.progress.messages, 7U);
    EXPECT_EQ(watcher_.failures, std::vector<std::string>{"Inbox/1"});  // as it was when it was told
    EXPECT_EQ(watcher_.findings, std::vector<MessageId>{MessageId::run_mailbox_again});
    ASSERT_EQ(result.per_mailbox.size(), 1U);
    EXPECT_EQ(result.per_mailbox[0].findings.total(), 1U);
}

TEST_F(PatienceTest, ItEndsAndThenTheRunDoes) {
    const RunResult result = go(5s);
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::unreachable);
    EXPECT_EQ(target_.mailboxes.size(), 2U);
    EXPECT_EQ(result.totals.messages.found, 7U);
    EXPECT_EQ(result.totals.messages.delivered, 4U);
    EXPECT_EQ(watcher_.finished, 1U);
}

TEST_F(PatienceTest, WithoutItNothingIsTriedTwice) {
    const RunResult result = go(0s);
    EXPECT_TRUE(result.stopped);
    EXPECT_EQ(target_.mailboxes.size(), 1U);
}

TEST_F(PatienceTest, OtherErrorsAreNotWaitedFor) {
    target_.message_errors["Sent/2"].code = Errc::no_space;
    EXPECT_TRUE(go(60s).stopped);
    EXPECT_EQ(target_.mailboxes.size(), 1U);
}

TEST_F(PatienceTest, WhoCancelsNeedsNone) {
    const std::jthread canceller([this] {
        std::this_thread::sleep_for(200ms);
        cancel_ = true;
    });
    const auto began = std::chrono::steady_clock::now();
    const RunResult result = go(3600s);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
    EXPECT_TRUE(result.stopped);
    EXPECT_EQ(result.totals.messages.found, 7U);
}

}  // namespace
}  // namespace restante::pipeline
