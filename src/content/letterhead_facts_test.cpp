#include "content/letterhead_facts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "content/cut_subject.h"

namespace restante::content {
namespace {

const std::string kEnd = std::string(78, '-') + "\r\n";
const std::string kBlock =
    "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\n"
    "Von: Jörg Müller\r\nAn: Ben\r\n    Carl\r\nBetreff: Grüße\r\nDatum: 1997-10-09 10:24\r\n"
    "Nachrichten-ID: EDBA53BE\r\n" +
    kEnd;

struct Taken {
    Expansion expansion{};
    Findings findings{};

    [[nodiscard]] std::string found(MessageId id) const {
        for (const Finding& finding : findings.list())
            if (finding.id == id) return finding.text;
        return "(none)";
    }
};

Taken take(const model::Message& message) {
    Taken taken;
    take_letterhead(message, "Inbox/0", taken.findings, taken.expansion);
    for (const Finding& finding : taken.findings.list()) EXPECT_EQ(finding.item, "Inbox/0");
    return taken;
}

model::Message with_body(std::string body) {
    model::Message message;
    message.body = std::move(body);
    return message;
}

// Says exactly what the block says.
model::Message agreeing() {
    model::Message message = with_body(kBlock + "Text");
    message.from = {{"Jörg Müller", "MS", "NET/PO/JMUELLER", model::AddressKind::resolved, {}}};
    message.to = {{"Ben", "MS", "NET/PO/BEN", model::AddressKind::resolved, {}}};
    message.subject = "Grüße";
    message.sent = LocalTime{1997, 10, 9, 10, 24, 31};
    message.class_name = "IPM.Microsoft Mail.Note";
    message.message_id = "edba53be";
    return message;
}

TEST(LetterheadFacts, FillWhatTheMessageLacks) {
    const Taken taken = take(with_body(kBlock + "Text"));
    EXPECT_EQ(taken.expansion.body, "Text");
    EXPECT_EQ(taken.expansion.letterhead, kBlock);
    EXPECT_EQ(taken.expansion.letterhead_characters, kBlock.size() - 4) << "four characters of two bytes";
    ASSERT_EQ(taken.expansion.from.size(), 1U);
    EXPECT_EQ(taken.expansion.from[0], (model::Address{"Jörg Müller", {}, {}, model::AddressKind::unresolved, {}}));
    ASSERT_EQ(taken.expansion.to.size(), 2U);
    EXPECT_EQ(taken.expansion.to[1].name, "Carl");
    EXPECT_EQ(taken.expansion.subject, "Grüße");
    EXPECT_EQ(taken.expansion.sent, (LocalTime{1997, 10, 9, 10, 24, 0}));
    EXPECT_EQ(taken.expansion.message_id, "EDBA53BE");
    EXPECT_EQ(taken.expansion.class_name, "IPM.Microsoft Mail.Note");
    EXPECT_FALSE(taken.expansion.priority) << "the block does not say";
    EXPECT_EQ(taken.found(MessageId::text_letterhead_taken),
              "Windows form, German: sender, To, subject, sent date, class, message id filled in");
}

TEST(LetterheadFacts, NothingTheMessageSaysIsOverwritten) {
    const Taken taken = take(agreeing());
    EXPECT_EQ(taken.expansion.body, "Text");
    EXPECT_TRUE(taken.expansion.from.empty());
    EXPECT_TRUE(taken.expansion.to.empty());
    EXPECT_FALSE(taken.expansion.subject || taken.expansion.sent || taken.expansion.class_name ||
                 taken.expansion.message_id);
    EXPECT_EQ(taken.found(MessageId::text_letterhead_taken), "Windows form, German: the fields say it all");
}

TEST(LetterheadFacts, SendersAreKnownByNameOrAddress) {
    for (const auto& [name, address] : {std::pair{"jörg müller", ""}, std::pair{"", "NET/PO/Jörg Müller"},
                                        std::pair{"Müller", ""}, std::pair{"Somebody", "Jörg Müller"}}) {
        model::Message message = agreeing();
        message.from = {{name, "MS", address, model::AddressKind::resolved, {}}};
        EXPECT_EQ(take(message).found(MessageId::text_letterhead_left), "(none)") << name << address;
    }
}

TEST(LetterheadFacts, BlocksOfOtherMessagesStayInTheText) {
    const std::pair<void (*)(model::Message&), const char*> cases[] = {
        {[](model::Message& m) { m.from[0] = {"Ann", "MS", "NET/PO/ANN", model::AddressKind::resolved, {}}; },
         "sender"},
        {[](model::Message& m) { m.from[0] = {"J", "MS", "A/B/M", model::AddressKind::resolved, {}}; }, "sender"},
        {[](model::Message& m) { m.to[0] = {"Ann", "MS", "NET/PO/ANN", model::AddressKind::resolved, {}}; }, "To"},
        {[](model::Message& m) { m.subject = "WG: Grüße"; }, "subject"},
        {[](model::Message& m) { m.subject = "Grüße an alle"; }, "subject"},
        {[](model::Message& m) { m.sent->minute = 25; }, "sent date"},
        {[](model::Message& m) { m.sent->year = 1998; }, "sent date"},
        {[](model::Message& m) { m.class_name = "IPM.Microsoft Mail.Phone"; }, "class"},
        {[](model::Message& m) { m.message_id = "00000000"; }, "message id"},
        {[](model::Message& m) { m.attachments.resize(1), m.attachments[0].position = 20; }, "places of attachments"},
        {[](model::Message& m) { m.subject = "x", m.sent->year = 1998; }, "subject, sent date"},
    };
    for (const auto& [change, named] : cases) {
        model::Message message = agreeing();
        change(message);
        const Taken taken = take(message);
        EXPECT_TRUE(taken.expansion.empty()) << named;
        EXPECT_TRUE(taken.expansion.letterhead.empty());
        EXPECT_EQ(taken.found(MessageId::text_letterhead_left), std::string("Windows form, German: ") + named);
    }
}

TEST(LetterheadFacts, AttachmentsBehindTheBlockAreNoObstacle) {
    model::Message message = agreeing();
    message.attachments.resize(1);
    message.attachments[0].position = static_cast<std::uint32_t>(kBlock.size());
    EXPECT_EQ(take(message).expansion.body, "Text");
}

TEST(LetterheadFacts, PrioritiesAreCompared) {
    const std::string block =
        "FROM: Ann\r\nTO: Ben\r\nDATE: 10-09-97\r\nTIME: 10:24\r\nSUBJECT:\r\nPRIORITY: 5\r\n" + kEnd;
    model::Message message = with_body(block);
    EXPECT_EQ(take(message).expansion.priority, model::Priority::high);
    EXPECT_FALSE(take(message).expansion.subject) << "it has none";
    EXPECT_EQ(take(message).expansion.body, "");
    message.priority = model::Priority::high;
    EXPECT_FALSE(take(message).expansion.priority);
    message.priority = model::Priority::low;
    EXPECT_EQ(take(message).found(MessageId::text_letterhead_left), "DOS form, English: priority");
}

TEST(LetterheadFacts, B20_SubjectsCutAtFortyColumnsAreCompleted) {
    const std::string whole = "A subject of more than forty characters in all";
    const auto block = [](const std::string& subject) {
        return "FROM: Ann\r\nTO: Ben\r\nDATE: 10-09-97\r\nTIME: 10:24\r\nSUBJECT: " + subject + "\r\n" + kEnd;
    };
    model::Message message = with_body(block(whole));
    message.subject = whole.substr(0, 40);
    EXPECT_EQ(take(message).expansion.subject, whole);
    EXPECT_EQ(take(message).found(MessageId::text_letterhead_taken),
              "DOS form, English: sender, To, rest of the subject, sent date filled in");
    message.subject = whole.substr(0, 38);
    EXPECT_EQ(take(message).found(MessageId::text_letterhead_left), "DOS form, English: subject") << "that is no cut";
    message.body = block(whole.substr(0, 40));
    message.subject = whole;
    EXPECT_FALSE(take(message).expansion.subject) << "here the block is cut";
    EXPECT_EQ(take(message).expansion.body, "");
}

TEST(LetterheadFacts, LettersAreLeftAlone) {
    for (const std::string& body : {std::string(), std::string("From: Ann\r\n") + kEnd, "Hello\r\n" + kBlock}) {
        const Taken taken = take(with_body(body));
        EXPECT_TRUE(taken.expansion.empty());
        EXPECT_TRUE(taken.findings.empty());
    }
    EXPECT_TRUE(take({}).findings.empty());
}

TEST(CutSubject, B20_FortyColumns) {
    const std::string forty(40, 'x');
    EXPECT_TRUE(is_cut_from(forty, forty + "y"));
    EXPECT_FALSE(is_cut_from(forty, forty));
    EXPECT_FALSE(is_cut_from(forty, "y" + forty));
    EXPECT_FALSE(is_cut_from(forty.substr(1), forty));
    EXPECT_TRUE(is_cut_from(forty.substr(2), forty.substr(2) + "  y")) << "two blanks are gone";
    EXPECT_FALSE(is_cut_from(forty.substr(2), forty.substr(2) + " y"));
    std::string wide;
    for (int i = 0; i < 20; ++i) wide += "会";
    EXPECT_TRUE(is_cut_from(wide, wide + "議"));
    EXPECT_TRUE(is_cut_from("x" + wide.substr(3), "x" + wide)) << "39 columns: half a character had no room";
}

}  // namespace
}  // namespace restante::content
