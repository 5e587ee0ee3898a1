#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "pipeline/fakes_test.h"
#include "pipeline/run.h"

namespace restante::pipeline {
namespace {

// An embedded OLE 1 object of class X with `native` bytes of data and no picture.
ByteSourcePointer object_with(std::uint32_t native) {
    ByteWriter writer;
    for (const std::uint32_t word : {0x0501U, 2U, 2U}) writer.le(word);
    writer.text_nul("X");
    writer.zeros(8);
    writer.le(native);
    writer.zeros(native);
    return std::make_shared<MemoryBytes>(std::move(writer).take());
}

class ExpansionRun : public ::testing::Test {
protected:
    RunResult go(ByteSourcePointer data) {
        return go_with([&](model::Message& message) {
            message.attachments.resize(1);
            message.attachments[0].kind = model::AttachmentKind::ole;
            message.attachments[0].data = std::move(data);
        });
    }
    template <class Change>
    RunResult go_with(Change change) {
        FakeMailbox mailbox;
        mailbox.mailbox.name = "JDOE";
        mailbox.folders = {fake_folder({"Inbox"}, 1)};
        model::Message message = fake_message("86000001");
        change(message);
        mailbox.folders[0].messages[0] = message;
        FakeSource source;
        source.mailboxes.push_back(std::move(mailbox));
        Selector selector({});
        Plan plan = make_plan(source, selector);
        exact_.abilities.wants_derived = false;
        const std::vector<TargetSlot> slots{{"fake:1", &full_}, {"fake:2", &exact_}, {"fake:3", &again_}};
        Observer observer;
        const std::atomic<bool> cancel{false};
        return run(source, plan, slots, selector, {}, observer, cancel);
    }

    FakeTarget full_, exact_, again_;
};

TEST_F(ExpansionRun, OnlyTargetsThatWantItGetWhatIsInside) {
    const ByteSourcePointer object = object_with(1000);
    const RunResult result = go(object);
    const auto stored = static_cast<std::size_t>(object->size());
    EXPECT_EQ(full_.attachment_sizes, std::vector<std::size_t>{stored + 1000});
    EXPECT_EQ(exact_.attachment_sizes, std::vector<std::size_t>{stored});
    EXPECT_EQ(again_.attachment_sizes, std::vector<std::size_t>{stored + 1000});
    EXPECT_EQ(result.totals.attachments, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(full_.item_ids, exact_.item_ids);
}

TEST_F(ExpansionRun, LetterheadsLeaveTheTextWhereTargetsWantThat) {
    const std::string head =
        "FROM: Ann\r\nTO: Ben\r\nDATE: 10-09-97\r\nTIME: 10:24\r\nSUBJECT: subject\r\n" + std::string(78, '-') + "\r\n";
    const RunResult result = go_with([&](model::Message& message) {
        message.body = head + "Text and  icon";
        message.attachments.resize(1);
        message.attachments[0].position = static_cast<std::uint32_t>(head.size() + 9);
    });
    EXPECT_EQ(result.totals.messages, (Tally{1, 1, 0, 0}));
    for (const FakeTarget* target : {&full_, &again_}) {
        ASSERT_EQ(target->messages.size(), 1U);
        const model::Message& message = target->messages[0];
        EXPECT_EQ(message.body, "Text and  icon");
        EXPECT_EQ(message.letterhead, head);
        ASSERT_EQ(message.from.size(), 1U);
        EXPECT_EQ(message.from[0].name, "Ann");
        EXPECT_EQ(message.sent, (LocalTime{1997, 10, 9, 10, 24, 0}));
        EXPECT_EQ(message.attachments[0].position, 9U);
    }
    ASSERT_EQ(exact_.messages.size(), 1U);
    const model::Message& stored = exact_.messages[0];
    EXPECT_EQ(stored.body, head + "Text and  icon");
    EXPECT_EQ(stored.letterhead, "");
    EXPECT_TRUE(stored.from.empty());
    EXPECT_FALSE(stored.sent);
    EXPECT_EQ(stored.attachments[0].position, head.size() + 9);
    EXPECT_EQ(full_.item_ids, exact_.item_ids);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].id, MessageId::text_letterhead_taken);
}

TEST_F(ExpansionRun, DamageInsideCostsNothing) {
    const RunResult result = go(std::make_shared<MemoryBytes>(ByteVector(50, 7)));
    EXPECT_EQ(result.totals.messages, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(result.totals.attachments, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(full_.attachment_sizes, std::vector<std::size_t>{50});
    ASSERT_EQ(result.per_mailbox.size(), 1U);
    ASSERT_EQ(result.per_mailbox[0].findings.total(), 1U);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].id, MessageId::ole_unreadable);
    EXPECT_EQ(result.per_mailbox[0].findings.list()[0].item, "Inbox/0");
}

TEST_F(ExpansionRun, DataThatBreaksLaterCostsTheAttachmentAndNotTheMessage) {
    const RunResult result = go(std::make_shared<BrokenBytes>(1000, 60));
    EXPECT_FALSE(result.stopped);
    EXPECT_EQ(result.totals.messages, (Tally{1, 1, 0, 0}));
    EXPECT_EQ(result.totals.attachments, (Tally{1, 0, 0, 1}));
}

}  // namespace
}  // namespace restante::pipeline
