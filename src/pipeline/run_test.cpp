#include "pipeline/run.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/fakes_test.h"

namespace restante::pipeline {
namespace {

Error error_of(Errc code, std::string what = "refused") { return Error{code, std::move(what), {}, {}}; }

class RunTest : public ::testing::Test {
protected:
    RunTest() {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "JDOE";
        mailbox.folders = {fake_folder({"Inbox"}, 3), fake_folder({"Inbox", "Alpha"}, 2), fake_folder({"Sent"}, 0)};
        source_.mailboxes.push_back(std::move(mailbox));
    }

    RunResult go(const Selection& selection = {}, bool dry_run = false) {
        Selector selector(selection);
        Plan plan = make_plan(source_, selector);
        std::vector<TargetSlot> slots{{"fake:1", &first_}};
        if (two_targets_) slots.push_back({"fake:2", &second_});
        RunResult result = run(source_, plan, slots, selector, {dry_run}, observer_, cancel_);
        expect_balanced(result);
        return result;
    }

    // Found = delivered + skipped + failed, everywhere, and folders add up to mailboxes and totals.
    static void expect_balanced(const RunResult& result) {
        const auto balanced = [](const char* name, const Tally& tally) {
            EXPECT_EQ(tally.found, tally.delivered + tally.skipped + tally.failed) << name;
        };
        balanced("mailboxes", result.mailboxes);
        Counts totals;
        for (const MailboxResult& mailbox : result.per_mailbox) {
            Counts::for_each(mailbox.counts, balanced);
            totals += mailbox.counts;
            if (mailbox.folders.empty()) continue;
            Tally messages;
            for (const FolderResult& folder : mailbox.folders) {
                Counts::for_each(folder.counts, balanced);
                messages += folder.counts.messages;
            }
            EXPECT_EQ(messages, mailbox.counts.messages);
        }
        EXPECT_EQ(totals, result.totals);
    }

    FakeFolder& folder(std::size_t index) { return source_.mailboxes[0].folders[index]; }

    FakeSource source_;
    FakeTarget first_, second_;
    bool two_targets_ = false;
    Observer observer_;
    std::atomic<bool> cancel_{false};
};

TEST_F(RunTest, EverythingArrivesInOrder) {
    const RunResult result = go();
    EXPECT_EQ(first_.items,
              (std::vector<std::string>{"Inbox/0", "Inbox/1", "Inbox/2", "Inbox/Alpha/0", "Inbox/Alpha/1"}));
    EXPECT_EQ(result.totals.messages, (Tally{5, 5, 0, 0}));
    EXPECT_EQ(result.totals.folders, (Tally{3, 3, 0, 0}));
    EXPECT_EQ(result.mailboxes, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(first_.finished_mailboxes, 1U);
    EXPECT_EQ(first_.finished, 1U);
    EXPECT_EQ(result.failures.total(), 0U);
}

TEST_F(RunTest, UnreadableMessageCostsOneItemAndIsNamed) {
    folder(0).messages[1] = fail(Errc::truncated, "attribute list is cut off", 0x4a02);
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages, (Tally{5, 4, 0, 1}));
    ASSERT_EQ(result.failures.total(), 1U);
    EXPECT_EQ(result.failures.list()[0].item, "Inbox/1");
    EXPECT_EQ(result.failures.list()[0].error.offset, 0x4a02U);
    ASSERT_EQ(result.per_mailbox[0].findings.total(), 1U);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].id, MessageId::run_message_unreadable);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].item, "Inbox/1");
    EXPECT_FALSE(result.stopped);
}

TEST_F(RunTest, SameIdTwiceGetsTwoIdentities) {
    folder(0).messages[1] = fake_message("86000000");
    go();
    EXPECT_EQ(std::set<std::string>(first_.item_ids.begin(), first_.item_ids.end()).size(), 5U);
    const auto ids = first_.item_ids;
    first_.item_ids.clear();
    go();
    EXPECT_EQ(first_.item_ids, ids);
}

TEST_F(RunTest, DeliveredOnlyWhenEveryTargetHasIt) {
    two_targets_ = true;
    second_.message_errors["Inbox/2"] = error_of(Errc::rejected);
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages, (Tally{5, 4, 0, 1}));
    EXPECT_EQ(first_.items.size(), 5U);
    EXPECT_EQ(second_.items.size(), 4U);
    ASSERT_EQ(result.failures.total(), 1U);
    EXPECT_EQ(result.failures.list()[0].target, "fake:2");
}

TEST_F(RunTest, RefusedFolderFailsWithItsMessagesAndOthersGoOn) {
    first_.folder_errors["Inbox"] = error_of(Errc::rejected);
    const RunResult result = go();
    EXPECT_EQ(result.totals.folders, (Tally{3, 2, 0, 1}));
    EXPECT_EQ(result.totals.messages, (Tally{5, 2, 0, 3}));
    ASSERT_EQ(result.failures.total(), 2U);
    EXPECT_EQ(result.failures.list()[1].count, 3U);
    EXPECT_EQ(result.failures.list()[1].item, "Inbox/0");
}

TEST_F(RunTest, FullDiskStopsTheRunAndNothingCountsAsDelivered) {
    first_.message_errors["Inbox/1"] = error_of(Errc::no_space, "disk full");
    source_.mailboxes.push_back(source_.mailboxes[0]);
    const RunResult result = go();
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::no_space);
    EXPECT_EQ(result.totals.messages, (Tally{10, 0, 0, 10}));
    EXPECT_EQ(result.mailboxes, (Tally{2, 0, 0, 2}));
    EXPECT_EQ(first_.abandoned, 1U);
    EXPECT_EQ(first_.finished_mailboxes, 0U);
}

TEST_F(RunTest, CancelStopsSoonAndIsConsistent) {
    class Canceller final : public Observer {
    public:
        explicit Canceller(std::atomic<bool>& flag) : flag_(flag) {}
        void advanced(const Progress& progress) override { flag_ = progress.messages == 4; }

    private:
        std::atomic<bool>& flag_;
    } canceller(cancel_);
    Selector selector({});
    Plan plan = make_plan(source_, selector);
    const RunResult result = run(source_, plan, {{"fake:1", &first_}}, selector, {}, canceller, cancel_);
    expect_balanced(result);
    ASSERT_TRUE(result.stopped);
    EXPECT_EQ(result.stopped->code, Errc::cancelled);
    EXPECT_EQ(first_.items.size(), 4U);
    EXPECT_EQ(result.totals.messages.found, 5U);
    EXPECT_EQ(result.totals.messages.delivered, 0U);
}

TEST_F(RunTest, MailboxThatCannotBeFinishedIsNotDelivered) {
    two_targets_ = true;
    second_.finish_error = error_of(Errc::conflict);
    const RunResult result = go();
    EXPECT_EQ(result.totals.messages, (Tally{5, 0, 0, 5}));
    EXPECT_EQ(result.mailboxes, (Tally{1, 0, 0, 1}));
    EXPECT_FALSE(result.stopped);
    ASSERT_EQ(result.failures.total(), 1U);
    EXPECT_EQ(result.failures.list()[0].kind, ItemKind::mailbox);
}

TEST_F(RunTest, MailboxThatCannotBeOpenedDoesNotStopTheOthers) {
    FakeMailbox broken;
    broken.open_error = error_of(Errc::bad_value, "damaged beyond reading");
    source_.mailboxes.insert(source_.mailboxes.begin(), broken);
    const RunResult result = go();
    EXPECT_EQ(result.mailboxes, (Tally{2, 1, 0, 1}));
    EXPECT_EQ(result.totals.messages, (Tally{5, 5, 0, 0}));
}

TEST_F(RunTest, UnreadableAttachmentIsDroppedAndTheMessageSaved) {
    two_targets_ = true;
    model::Message message = fake_message("86000009");
    message.attachments.resize(2);
    message.attachments[0].name = "good.txt";
    message.attachments[0].data = std::make_shared<const MemoryBytes>(ByteVector(10));
    message.attachments[1].name = "bad.txt";
    message.attachments[1].data = std::make_shared<const BrokenBytes>(100, 50);
    folder(0).messages[0] = message;
    const RunResult result = go();
    EXPECT_FALSE(result.stopped) << result.stopped->describe();
    EXPECT_EQ(result.totals.messages, (Tally{5, 5, 0, 0}));
    EXPECT_EQ(result.totals.attachments, (Tally{2, 1, 0, 1}));
    EXPECT_EQ(first_.attachment_sizes[0], 10U);
    EXPECT_EQ(second_.attachment_sizes[0], 10U);
    ASSERT_EQ(result.failures.total(), 1U);
    EXPECT_EQ(result.failures.list()[0].kind, ItemKind::attachment);
    EXPECT_NE(result.failures.list()[0].error.what.find("bad.txt"), std::string::npos);
    EXPECT_EQ(result.failures.list()[0].error.offset, 50U);
}

TEST_F(RunTest, SelectionSkipsAndCounts) {
    model::Message old = fake_message("86000008");
    old.received = LocalTime::parse("1990-01-01");
    old.attachments.resize(1);
    folder(0).messages[0] = old;
    model::Message ole = fake_message("86000007");
    ole.attachments.resize(2);
    ole.attachments[0].kind = model::AttachmentKind::ole;
    folder(0).messages[1] = ole;
    const RunResult result = go({.folders = {"Inbox", "Nope"}, .since = LocalTime::parse("1995-01-01"), .ole = false});
    EXPECT_EQ(result.totals.messages, (Tally{5, 4, 1, 0}));
    EXPECT_EQ(result.totals.folders, (Tally{3, 2, 1, 0}));
    EXPECT_EQ(result.totals.attachments, (Tally{3, 1, 2, 0}));
    ASSERT_EQ(result.findings.total(), 1U);
    EXPECT_EQ(result.findings.list()[0].id, MessageId::run_folder_unmatched);
}

TEST_F(RunTest, UserSelectionSkipsWholeMailboxes) {
    source_.mailboxes.push_back(source_.mailboxes[0]);
    source_.mailboxes[1].mailbox.name = "JROE";
    const RunResult result = go({.users = {"jr*"}});
    EXPECT_EQ(result.mailboxes, (Tally{2, 1, 1, 0}));
    EXPECT_EQ(result.totals.messages, (Tally{10, 5, 5, 0}));
}

TEST_F(RunTest, AddressBooksGoWhereTheyCanBeCarried) {
    model::AddressBook book;
    book.entries.resize(3);
    book.entries[2].group = true;
    source_.mailboxes[0].books = {book};
    two_targets_ = true;
    second_.abilities.carries_address_books = false;
    RunResult result = go();
    EXPECT_EQ(result.totals.contacts, (Tally{2, 2, 0, 0}));
    EXPECT_EQ(result.totals.groups, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(first_.books, 1U);
    EXPECT_EQ(second_.books, 0U);
    EXPECT_TRUE(result.per_mailbox[0].findings.empty());

    first_.abilities.carries_address_books = false;
    result = go();
    EXPECT_EQ(result.totals.contacts, (Tally{2, 0, 2, 0}));
    ASSERT_EQ(result.per_mailbox[0].findings.total(), 1U);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].id, MessageId::run_address_books_not_carried);

    result = go({.contacts = false});
    EXPECT_EQ(result.totals.contacts, (Tally{2, 0, 2, 0}));
    EXPECT_TRUE(result.per_mailbox[0].findings.empty());
}

TEST_F(RunTest, MailGoesWhereItCanBeCarried) {
    two_targets_ = true;
    second_.abilities.carries_messages = false;
    RunResult result = go();
    EXPECT_EQ(result.totals.messages, (Tally{5, 5, 0, 0}));
    EXPECT_EQ(first_.items.size(), 5U);
    EXPECT_TRUE(second_.items.empty());
    EXPECT_TRUE(result.per_mailbox[0].findings.empty());

    first_.abilities.carries_messages = false;
    result = go();
    EXPECT_EQ(result.totals.messages, (Tally{5, 0, 5, 0}));
    EXPECT_EQ(first_.items.size(), 5U);
    EXPECT_TRUE(result.per_mailbox[0].complete);
    ASSERT_EQ(result.per_mailbox[0].findings.total(), 1U);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].id, MessageId::address_books_alone);

    result = go({.mail = false});
    EXPECT_TRUE(result.per_mailbox[0].findings.empty());
}

TEST_F(RunTest, DryRunTouchesNoTarget) {
    const RunResult result = go({}, true);
    EXPECT_EQ(result.totals.messages, (Tally{5, 5, 0, 0}));
    EXPECT_TRUE(first_.items.empty());
    EXPECT_EQ(first_.finished_mailboxes + first_.finished + first_.abandoned, 0U);
}

}  // namespace
}  // namespace restante::pipeline
