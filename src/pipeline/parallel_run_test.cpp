// Several mailboxes at once, and targets that answer late.
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "pipeline/fakes_test.h"
#include "pipeline/mailbox_queue.h"
#include "pipeline/run.h"

namespace restante::pipeline {
namespace {

// Stores items like a mail server: takes a few, tells about all of them later.
class LateTarget final : public targets::Target {
public:
    std::set<std::string> refused{};     // items that will not be taken, "Inbox/3"
    std::set<std::string> unanswered{};  // items nobody will hear of again
    std::optional<Error> ends_with{};    // what a refused item is told
    std::size_t batch = 3;
    bool at_the_end = false;  // tells what became of them when the mailbox is finished, not when the folder is

    [[nodiscard]] const targets::Capabilities& capabilities() const override { return abilities_; }
    [[nodiscard]] std::string place() const override { return "late"; }
    Result<void> prepare(const targets::SourceFacts&, const std::vector<model::Mailbox>&) override { return {}; }
    Result<std::unique_ptr<targets::MailboxWriter>> open_mailbox(const model::Mailbox&, Findings&) override {
        return std::make_unique<Writer>(*this);
    }
    Result<void> finish() override { return {}; }

private:
    class Writer final : public targets::MailboxWriter {
    public:
        explicit Writer(LateTarget& target) : target_(target) {}
        void set_journal(targets::Journal& journal) override { journal_ = &journal; }
        Result<void> begin_folder(const model::Folder&) override { return {}; }
        Result<targets::Delivery> add_message(const model::Message&, const std::string& item,
                                              const std::string& item_id) override {
            waiting_.push_back({item, item_id, 10, {}});
            if (waiting_.size() == target_.batch) TRY_VOID(send());
            targets::Delivery delivery;
            delivery.pending = true;
            return delivery;
        }
        Result<void> end_folder() override { return target_.at_the_end ? Result<void>{} : send(); }
        Result<void> add_address_books(const std::vector<model::AddressBook>&) override { return {}; }
        Result<void> finish(const Findings&) override { return send(); }

    private:
        Result<void> send() {
            TRY_VOID(journal_->intend(waiting_));
            for (const targets::JournalItem& one : std::exchange(waiting_, {})) {
                if (target_.unanswered.contains(one.item)) continue;
                if (target_.refused.contains(one.item))
                    journal_->settled(one.item_id, fail(*target_.ends_with));
                else
                    journal_->settled(one.item_id, targets::Delivery{});
            }
            return {};
        }
        LateTarget& target_;
        targets::Journal* journal_ = nullptr;
        std::vector<targets::JournalItem> waiting_;
    };
    targets::Capabilities abilities_{.stores_items = true};
};

class LateTargetTest : public ::testing::Test {
protected:
    LateTargetTest() {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "JDOE";
        mailbox.folders = {fake_folder({"Inbox"}, 7), fake_folder({"Sent"}, 2)};
        source_.mailboxes.push_back(std::move(mailbox));
    }
    RunResult go() {
        Selector selector(Selection{});
        Plan plan = make_plan(source_, selector);
        RunResult result = run(source_, plan, {{"late:", &target_}}, selector, {}, observer_, cancel_);
        const Tally& tally = result.totals.messages;
        EXPECT_EQ(tally.found, 9U);
        EXPECT_EQ(tally.found, tally.delivered + tally.skipped + tally.failed);
        return result;
    }
    FakeSource source_;
    LateTarget target_;
    Observer observer_;
    std::atomic<bool> cancel_{false};
};

TEST_F(LateTargetTest, EveryAnswerIsCounted) {
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages.delivered, 9U);
    EXPECT_EQ(result.mailboxes.delivered, 1U);
}

TEST_F(LateTargetTest, WhatIsRefusedLaterIsNotDelivered) {
    target_.refused = {"Inbox/1", "Inbox/6"};
    target_.ends_with = Error{Errc::rejected, "too large", {}, {}};
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages.delivered, 7U);
    EXPECT_EQ(result.totals.messages.failed, 2U);
    EXPECT_EQ(result.failures.total(), 2U);
    EXPECT_EQ(result.failures.list().front().item, "Inbox/1");
    EXPECT_FALSE(result.stopped);
}

TEST_F(LateTargetTest, SilenceIsNoDelivery) {
    target_.unanswered = {"Inbox/2"};
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages.failed, 1U);
    EXPECT_EQ(result.failures.list().front().item, "Inbox/2");
}

TEST_F(LateTargetTest, AnAnswerThatEndsTheRunLeavesWhatIsThere) {
    target_.refused = {"Inbox/4"};
    target_.ends_with = Error{Errc::no_space, "quota", {}, {}};
    const RunResult result = go();
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::no_space);
    // Inbox/0 to 3 and 5 have arrived, and a server forgets nothing.
    EXPECT_EQ(result.totals.messages.delivered, 5U);
    EXPECT_EQ(result.totals.messages.failed, 4U);
}

TEST_F(LateTargetTest, WhatIsToldAtTheEndCountsInItsFolder) {
    target_.batch = 100;
    target_.at_the_end = true;
    target_.refused = {"Inbox/1", "Sent/0"};
    target_.ends_with = Error{Errc::rejected, "too large", {}, {}};
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages.failed, 2U);
    ASSERT_EQ(result.per_mailbox.size(), 1U);
    EXPECT_EQ(result.per_mailbox[0].folders[0].counts.messages.delivered, 6U);
    EXPECT_EQ(result.per_mailbox[0].folders[1].counts.messages.delivered, 1U);
    EXPECT_FALSE(result.stopped);
}

TEST_F(LateTargetTest, WhatIsToldAtTheEndMayEndTheRun) {
    target_.batch = 100;
    target_.at_the_end = true;
    target_.refused = {"Inbox/4"};
    target_.ends_with = Error{Errc::no_space, "quota", {}, {}};
    const RunResult result = go();
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::no_space);
    EXPECT_EQ(result.totals.messages.delivered, 8U);
}

// Remembers mailboxes; several may be open at once.
class WideTarget final : public targets::Target {
public:
    [[nodiscard]] const targets::Capabilities& capabilities() const override { return abilities_; }
    [[nodiscard]] std::string place() const override { return "wide"; }
    Result<void> prepare(const targets::SourceFacts&, const std::vector<model::Mailbox>&) override { return {}; }
    Result<std::unique_ptr<targets::MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings&) override {
        opened.push_back(mailbox.name);
        return std::make_unique<Writer>(*this);
    }
    Result<void> finish() override { return {}; }

    std::vector<std::string> opened{};
    std::multiset<std::string> ids{};
    std::string refuse_in{};  // item that gets no place

private:
    class Writer final : public targets::MailboxWriter {
    public:
        explicit Writer(WideTarget& target) : target_(target) {}
        Result<void> begin_folder(const model::Folder&) override { return {}; }
        Result<targets::Delivery> add_message(const model::Message&, const std::string& item,
                                              const std::string& item_id) override {
            if (item == target_.refuse_in) return fail(Errc::rejected, "no");
            const std::scoped_lock alone(target_.mutex_);
            target_.ids.insert(item_id);
            return targets::Delivery{};
        }
        Result<void> end_folder() override { return {}; }
        Result<void> add_address_books(const std::vector<model::AddressBook>&) override { return {}; }
        Result<void> finish(const Findings&) override { return {}; }

    private:
        WideTarget& target_;
    };
    std::mutex mutex_;
    targets::Capabilities abilities_{.separate_mailboxes = true};
};

RunResult run_wide(std::size_t workers, WideTarget& target) {
    FakeSource source;
    for (int i = 0; i < 20; ++i) {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "BOX" + std::to_string(i);
        mailbox.folders = {fake_folder({"Inbox"}, static_cast<std::size_t>(i)), fake_folder({"Sent"}, 30)};
        source.mailboxes.push_back(std::move(mailbox));
    }
    Selector selector(Selection{});
    Plan plan = make_plan(source, selector);
    Observer observer;
    const std::atomic<bool> cancel{false};
    RunOptions options;
    options.workers = workers;
    return run(source, plan, {{"wide:", &target}}, selector, options, observer, cancel);
}

TEST(ParallelRun, GivesTheSameResultWithAnyNumberOfWorkers) {
    WideTarget one, eight;
    one.refuse_in = eight.refuse_in = "Sent/7";
    const RunResult alone = run_wide(1, one), together = run_wide(8, eight);
    EXPECT_EQ(alone.totals, together.totals);
    EXPECT_EQ(alone.mailboxes, together.mailboxes);
    EXPECT_EQ(one.ids, eight.ids);
    EXPECT_EQ(one.opened, eight.opened);  // also in the same order
    ASSERT_EQ(alone.per_mailbox.size(), together.per_mailbox.size());
    for (std::size_t i = 0; i < alone.per_mailbox.size(); ++i)
        EXPECT_EQ(alone.per_mailbox[i].mailbox.name, together.per_mailbox[i].mailbox.name);
    ASSERT_EQ(alone.failures.list().size(), together.failures.list().size());
    for (std::size_t i = 0; i < alone.failures.list().size(); ++i)
        EXPECT_EQ(alone.failures.list()[i].mailbox, together.failures.list()[i].mailbox);
}

// Like a ledger: what a run that stops has begun may be taken once more.
class ReturningQueue final : public MailboxQueue {
public:
    Result<std::optional<Work>> next(std::size_t) override {
        const std::scoped_lock alone(mutex_);
        if (left_.empty()) return std::optional<Work>();
        std::optional<Work> work(std::in_place);
        work->planned = left_.back();
        left_.pop_back();
        if (returned_) ++taken_again;
        return work;
    }
    Result<void> done(std::size_t, Work& work, const MailboxOutcome& outcome) override {
        if (!outcome.stopped) return {};
        {
            const std::scoped_lock alone(mutex_);
            left_.push_back(work.planned);
            returned_ = true;
        }
        returned.set_value();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));  // time for another worker to take it
        return {};
    }
    Result<std::optional<MailboxOutcome>> earlier(std::size_t) override { return std::optional<MailboxOutcome>(); }

    std::promise<void> returned{};
    int taken_again = 0;

private:
    std::mutex mutex_;
    std::vector<std::size_t> left_{1, 0};
    bool returned_ = false;
};

// The first mailbox finds no space once the second is begun; the second goes on until the first was given back.
class FullTarget final : public targets::Target {
public:
    explicit FullTarget(std::shared_future<void> returned) : returned_(std::move(returned)) {}
    [[nodiscard]] const targets::Capabilities& capabilities() const override { return abilities_; }
    [[nodiscard]] std::string place() const override { return "full"; }
    Result<void> prepare(const targets::SourceFacts&, const std::vector<model::Mailbox>&) override { return {}; }
    Result<std::unique_ptr<targets::MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings&) override {
        const bool is_first = mailbox.name == "BOX0";
        if (!is_first) second_begun_.set_value();
        return std::make_unique<Writer>(*this, is_first);
    }
    Result<void> finish() override { return {}; }

private:
    class Writer final : public targets::MailboxWriter {
    public:
        Writer(FullTarget& target, bool is_first) : target_(target), is_first_(is_first) {}
        Result<void> begin_folder(const model::Folder&) override { return {}; }
        Result<targets::Delivery> add_message(const model::Message&, const std::string&, const std::string&) override {
            if (!is_first_) {
                target_.returned_.wait();
                return targets::Delivery{};
            }
            target_.second_begun_.get_future().wait();
            return fail(Errc::no_space, "the disk is full");
        }
        Result<void> end_folder() override { return {}; }
        Result<void> add_address_books(const std::vector<model::AddressBook>&) override { return {}; }
        Result<void> finish(const Findings&) override { return {}; }

    private:
        FullTarget& target_;
        bool is_first_;
    };
    std::promise<void> second_begun_;
    std::shared_future<void> returned_;
    targets::Capabilities abilities_{.separate_mailboxes = true};
};

TEST(ParallelRun, WhatWasBegunWhenARunStopsIsNotBegunAgainInIt) {
    FakeSource source;
    for (const char* name : {"BOX0", "BOX1"}) {
        FakeMailbox mailbox;
        mailbox.mailbox.name = name;
        mailbox.folders = {fake_folder({"Inbox"}, 1)};
        source.mailboxes.push_back(std::move(mailbox));
    }
    Selector selector(Selection{});
    Plan plan = make_plan(source, selector);
    Observer observer;
    const std::atomic<bool> cancel{false};
    ReturningQueue queue;
    FullTarget target(queue.returned.get_future().share());
    RunOptions options;
    options.workers = 2;
    options.queue = &queue;
    const RunResult result = run(source, plan, {{"full:", &target}}, selector, options, observer, cancel);
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::no_space);
    EXPECT_EQ(queue.taken_again, 0);
}

TEST(ParallelRun, TargetsThatCannotGetOneMailboxAfterTheOther) {
    FakeTarget target;  // not thread-safe: it would crash or lose some
    FakeSource source;
    for (int i = 0; i < 6; ++i) {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "BOX" + std::to_string(i);
        mailbox.folders = {fake_folder({"Inbox"}, 50)};
        source.mailboxes.push_back(std::move(mailbox));
    }
    Selector selector(Selection{});
    Plan plan = make_plan(source, selector);
    Observer observer;
    const std::atomic<bool> cancel{false};
    RunOptions options;
    options.workers = 8;
    const RunResult result = run(source, plan, {{"fake:", &target}}, selector, options, observer, cancel);
    EXPECT_EQ(result.totals.messages.delivered, 300U);
    EXPECT_EQ(target.items.size(), 300U);
}

}  // namespace
}  // namespace restante::pipeline
