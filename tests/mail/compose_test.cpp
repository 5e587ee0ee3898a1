// Composes messages and lets GMime take them apart again.
#include "targets/mail/compose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "composed_mail.h"
#include "example_mail.h"

namespace restante::targets::mail {
namespace {

using testing::compose;
using testing::Composed;
using testing::ParsedAddress;
using testing::ParsedMessage;

std::string with_crlf(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            out += "\r\n";
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else if (text[i] == '\n') {
            out += "\r\n";
        } else if (text[i] == '\0') {
            out += "\xE2\x90\x80";
        } else {
            out += text[i];
        }
    }
    return out;
}

TEST(Compose, SimpleMessageByteForByte) {
    const Composed composed = compose(testing::simple_message());
    EXPECT_EQ(composed.raw,
              "Received: by msmail.invalid (Microsoft Mail); Wed, 30 Aug 1995 10:15:00 -0000\r\n"
              "Date: Wed, 30 Aug 1995 10:11:12 -0000\r\n"
              "From: Jane Roe <jroe@hq.acme.invalid>\r\n"
              "X-Restante-From: \"Jane Roe\" <MS:ACME/HQ/JROE> resolved\r\n"
              "To: John Doe <jdoe@hq.acme.invalid>\r\n"
              "X-Restante-To: \"John Doe\" <MS:ACME/HQ/JDOE> resolved\r\n"
              "Subject: Hello\r\n"
              "Message-ID: <" +
                  composed.parsed.message_id +
                  ">\r\n"
                  "X-Restante-Item: 0123456789abcdef\r\n"
                  "X-Restante-Id: 86000001\r\n"
                  "X-Restante-Class: IPM.Microsoft Mail.Note\r\n"
                  "X-Restante-Folder: Inbox\r\n"
                  "X-Restante-Status: read\r\n"
                  "MIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=us-ascii\r\n"
                  "Content-Transfer-Encoding: 7bit\r\n"
                  "\r\n"
                  "Body text\r\n");
    EXPECT_TRUE(composed.parsed.message_id.ends_with("@restante.invalid"));
    EXPECT_EQ(composed.count(MessageId::mail_placeholder_addresses), 1U);
    EXPECT_EQ(composed.losses.total(), 1U);
}

TEST(Compose, EverythingComesBack) {
    const model::Message message = testing::full_message();
    const Composed composed = compose(message);
    const ParsedMessage& parsed = composed.parsed;
    EXPECT_TRUE(parsed.warnings.empty()) << parsed.warnings.front();
    EXPECT_EQ(parsed.subject, message.subject);
    EXPECT_EQ(parsed.from, (std::vector<ParsedAddress>{{"Jane Roe", "jroe@hq.acme.invalid"}}));
    EXPECT_EQ(parsed.cc, (std::vector<ParsedAddress>{{"Jörg", "joerg@example.org"}}));
    EXPECT_EQ(parsed.date, message.sent->seconds_as_utc());
    EXPECT_EQ(parsed.message_id, "abcdef0123@msmail.invalid");
    EXPECT_EQ(parsed.header("In-Reply-To"), "<0102@msmail.invalid>");
    EXPECT_EQ(parsed.header("References"), "<0a0b@msmail.invalid> <0102@msmail.invalid>");
    EXPECT_EQ(parsed.header("X-Restante-Message-Id"), "ABCDEF0123");
    EXPECT_EQ(parsed.header("X-Priority"), "1");
    EXPECT_EQ(parsed.header("Importance"), "high");
    EXPECT_EQ(parsed.header("X-Restante-Fixed-Font"), "yes");
    EXPECT_EQ(parsed.text, "See <<BUDGET.XLS>> here\r\nand there.\r\n");
    EXPECT_EQ(parsed.all("X-Restante-Attribute").size(), 4U);
    EXPECT_EQ(parsed.all("X-Restante-Attribute")[0], "00030006; date; 1995-09-02T10:00:00");
    EXPECT_EQ(parsed.all("X-Restante-Attribute")[1], "0006800e; byte; size=4; base64=AQIDBA==");
    EXPECT_EQ(parsed.all("X-Restante-Attribute")[2], "00018021; string; unknown string");

    ASSERT_EQ(parsed.attachments.size(), 4U);
    EXPECT_EQ(parsed.attachments[0].name, "BUDGET.XLS");
    EXPECT_EQ(parsed.attachments[0].type, "application/vnd.ms-excel");
    EXPECT_EQ(parsed.attachments[0].content, testing::filler(1000));
    EXPECT_NE(parsed.attachments[0].disposition.find("Sun, 2 Jan 1994 03:04:05 -0000"), std::string::npos);
    EXPECT_EQ(parsed.attachments[1].name, "Übersicht.doc");
    EXPECT_EQ(parsed.attachments[1].type, "application/x-ole1");
    EXPECT_EQ(parsed.attachments[2].note, "rendering-of=2");
    EXPECT_EQ(parsed.attachments[2].type, "image/wmf");
    EXPECT_EQ(parsed.attachments[3].name, "attribute-00069001.bin");
    EXPECT_EQ(parsed.attachments[3].content, testing::filler(3000));
}

TEST(Compose, Q241553_ShortAddressesAreThoseOfTheSendersPostoffice) {
    model::Message message = testing::simple_message();
    message.from = {{"Ann", "MS", "EAST/LAB/ANN", model::AddressKind::resolved, {}}};
    message.to = {{"Ben", "MS", "BEN", model::AddressKind::resolved, {}}};
    const Composed composed = compose(message);
    EXPECT_EQ(composed.parsed.to, (std::vector<ParsedAddress>{{"Ben", "ben@lab.east.invalid"}}));
    EXPECT_EQ(composed.parsed.header("X-Restante-To"), "\"Ben\" <MS:BEN> resolved");
}

TEST(Compose, Q233325_InvalidDatesAreKeptAsStored) {
    model::Message message = testing::simple_message();
    message.invalid_dates = {{0x00038006, "1998-02-31T12:00:00"}};
    EXPECT_EQ(compose(message).parsed.header("X-Restante-Invalid-Date"), "00038006; 1998-02-31T12:00:00");
}

TEST(Compose, FixedFontIsSaidInStandardWords) {
    model::Message message = testing::simple_message();
    message.fixed_font = true;
    const Composed composed = compose(message);
    EXPECT_NE(composed.raw.find("Content-Type: text/plain; charset=us-ascii; format=fixed\r\n"), std::string::npos);
    EXPECT_EQ(composed.parsed.header("X-Restante-Fixed-Font"), "yes");
}

TEST(Compose, LetterheadIsKeptBesideTheText) {
    model::Message message = testing::simple_message();
    message.letterhead = "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: Jürgen\r\n";
    EXPECT_EQ(compose(message).parsed.header("X-Restante-Letterhead"),
              "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\u240D\u240AFrom: Jürgen\u240D\u240A");
    for (int i = 0; i < 100; ++i) message.letterhead += "To: somebody else\r\n";
    const Composed large = compose(message);
    ASSERT_EQ(large.parsed.attachments.size(), 1U);
    EXPECT_EQ(large.parsed.attachments[0].name, "letterhead.txt");
    EXPECT_EQ(large.parsed.attachments[0].content, message.letterhead);
    EXPECT_EQ(large.parsed.text, "Body text\r\n");
    EXPECT_EQ(large.count(MessageId::mail_attribute_part), 1U);
}

TEST(Compose, NulsInTheTextAreShownAndCounted) {
    model::Message message = testing::simple_message();
    message.body = std::string("a\0b\0", 4);
    const Composed composed = compose(message);
    EXPECT_EQ(composed.parsed.text, "a\u2400b\u2400");
    EXPECT_EQ(composed.count(MessageId::mail_nul_shown), 1U);
}

TEST(Compose, BccOnlyInTheOwnersCopy) {
    model::Message message = testing::full_message();
    const Composed received = compose(message);
    EXPECT_TRUE(received.parsed.bcc.empty());
    EXPECT_EQ(received.raw.find("SECRET"), std::string::npos);
    EXPECT_EQ(received.count(MessageId::mail_bcc_withheld), 1U);

    const Composed in_sent = compose(message, testing::example_folder({"Sent"}, model::FolderRole::sent));
    EXPECT_EQ(in_sent.parsed.bcc, (std::vector<ParsedAddress>{{"Secret", "secret@hq.acme.invalid"}}));
    message.status->from_me = true;
    EXPECT_EQ(compose(message).parsed.bcc.size(), 1U);
}

TEST(Compose, DateFallsBackAndIsNeverInvented) {
    model::Message message = testing::simple_message();
    message.sent.reset();
    const Composed received = compose(message);
    EXPECT_EQ(received.parsed.date, message.received->seconds_as_utc());
    EXPECT_EQ(received.count(MessageId::mail_other_date), 1U);
    message.received.reset();
    const Composed undated = compose(message);
    EXPECT_FALSE(undated.parsed.date);
    EXPECT_EQ(undated.parsed.header("X-Restante-No-Date"), "yes");
    EXPECT_EQ(undated.count(MessageId::mail_no_date), 1U);
}

TEST(Compose, ZoneRuleOfTheMessagesOwnDate) {
    TargetOptions options;
    options.time_zone = *TimeZone::named("Europe/Berlin");
    model::Message message = testing::simple_message();
    EXPECT_EQ(compose(message, testing::example_folder(), options).parsed.header("Date"),
              "Wed, 30 Aug 1995 10:11:12 +0200");
    message.sent = LocalTime{1995, 12, 1, 10, 0, 0};
    EXPECT_EQ(compose(message, testing::example_folder(), options).parsed.header("Date"),
              "Fri, 1 Dec 1995 10:00:00 +0100");
}

TEST(Compose, NoSenderAndSeveralSenders) {
    model::Message message = testing::simple_message();
    message.from.clear();
    EXPECT_EQ(compose(message).parsed.from, (std::vector<ParsedAddress>{{"", "unknown@unresolved.invalid"}}));
    message.status->from_me = true;
    EXPECT_EQ(compose(message).parsed.from, (std::vector<ParsedAddress>{{"John Doe", "jdoe@hq.acme.invalid"}}));
    message.from = {{"A", "SMTP", "a@x", {}}, {"B", "SMTP", "b@x", {}}};
    const Composed two = compose(message);
    EXPECT_EQ(two.parsed.from.size(), 2U);
    EXPECT_EQ(two.parsed.header("Sender"), "A <a@x>");
}

// Every odd message: valid, complete, no injected field, no long line, the same twice, and equal with LF ends.
TEST(Compose, OddMessages) {
    for (const model::Message& message : testing::odd_messages()) {
        SCOPED_TRACE(message.id + " " + message.subject.value_or("").substr(0, 40));
        const Composed composed = compose(message);
        const ParsedMessage& parsed = composed.parsed;
        EXPECT_TRUE(parsed.warnings.empty()) << parsed.warnings.front();
        EXPECT_EQ(composed.raw, compose(message).raw);
        std::string lf_as_crlf = with_crlf(compose(message, testing::example_folder(), {}, mime::LineEnd::lf).raw);
        EXPECT_EQ(composed.raw, lf_as_crlf);
        EXPECT_TRUE(std::all_of(composed.raw.begin(), composed.raw.end(), [](char c) { return c > 0; }));
        for (std::size_t begin = 0; begin < composed.raw.size();) {
            const std::size_t end = std::min(composed.raw.find("\r\n", begin), composed.raw.size());
            ASSERT_LE(end - begin, 998U);
            begin = end + 2;
        }
        EXPECT_TRUE(parsed.all("X-Evil").empty());
        EXPECT_TRUE(parsed.all("Bcc").empty());
        EXPECT_EQ(parsed.to.size(), message.to.size());
        if (message.attachments.empty() && message.body) {
            EXPECT_EQ(parsed.text, with_crlf(*message.body));
        }
        std::size_t next = 0;
        for (const model::Attachment& attachment : message.attachments) {
            ASSERT_LT(next, parsed.attachments.size());
            const testing::ParsedPart& part = parsed.attachments[next];
            next += attachment.rendering ? 2U : 1U;
            std::string data;
            if (attachment.data) data = as_text(*read_all(*attachment.data, 1'000'000));
            EXPECT_EQ(part.content, data);
            EXPECT_FALSE(part.name.empty());
            EXPECT_EQ(part.name.find_first_of("/\\:\r\n"), std::string::npos) << part.name;
        }
    }
}

TEST(Compose, SubjectsComeBack) {
    for (const model::Message& message : testing::odd_messages()) {
        const std::string& subject = *message.subject;
        const bool plain = std::none_of(subject.begin(), subject.end(), [](char c) { return c >= 0 && c < 0x20; });
        if (plain) {
            EXPECT_EQ(compose(message).parsed.subject, subject);
        }
    }
}

TEST(Compose, MessagesInsideMessages) {
    model::Message inner = testing::full_message();
    inner.id.clear();
    inner.subject = "Inner";
    inner.body = "--=_restante_" + std::string(24, '0') + "\r\ninner text\r\n";
    model::Message middle = inner;  // with the same ids: boundaries must differ all the same
    middle.subject = "Middle";
    middle.attachments = {{.name = "Inner.eml",
                           .kind = model::AttachmentKind::message,
                           .message = std::make_shared<model::Message>(inner)}};
    model::Message outer = middle;
    outer.id = "86000001";
    outer.subject = "Outer";
    outer.attachments = {{.name = "Middle.eml",
                          .kind = model::AttachmentKind::message,
                          .message = std::make_shared<model::Message>(middle)},
                         {.name = "last.bin", .data = testing::bytes_of("last")}};
    for (const mime::LineEnd line_end : {mime::LineEnd::crlf, mime::LineEnd::lf}) {
        const Composed composed = compose(outer, testing::example_folder(), {}, line_end);
        EXPECT_TRUE(composed.parsed.warnings.empty()) << composed.parsed.warnings.front();
        ASSERT_GE(composed.parsed.attachments.size(), 2U);
        EXPECT_EQ(composed.parsed.attachments[1].content, "last");
        const testing::ParsedPart& part = composed.parsed.attachments[0];
        EXPECT_EQ(part.type, "message/rfc822");
        EXPECT_EQ(part.name, "Middle.eml");
        const ParsedMessage inside = testing::parse_with_gmime(part.content);
        EXPECT_EQ(inside.subject, "Middle");
        EXPECT_EQ(inside.from, composed.parsed.from);
        EXPECT_EQ(inside.date, composed.parsed.date);
        EXPECT_EQ(inside.header("X-Restante-Item"), "");
        EXPECT_EQ(inside.header("X-Restante-Folder"), "");
        ASSERT_GE(inside.attachments.size(), 1U);
        const ParsedMessage innermost = testing::parse_with_gmime(inside.attachments[0].content);
        EXPECT_EQ(innermost.subject, "Inner");
        EXPECT_NE(innermost.text->find("inner text"), std::string::npos);
        EXPECT_EQ(innermost.attachments[0].content, testing::filler(1000));
        // The addresses are the same everywhere: each is told once.
        EXPECT_EQ(composed.count(MessageId::mail_placeholder_addresses), 1U);
    }
}

TEST(Compose, ATextInsideCannotEndTheMessageAround) {
    model::Message inner = testing::simple_message("", "Inner");
    model::Message outer = testing::simple_message();
    outer.attachments = {{.name = "Inner.eml",
                          .kind = model::AttachmentKind::message,
                          .message = std::make_shared<model::Message>(inner)}};
    const std::string raw = compose(outer).raw;
    const std::size_t stem = raw.find("=_restante_");
    ASSERT_NE(stem, std::string::npos);
    inner.body = "--" + raw.substr(stem, raw.find_first_of("\"\r;", stem) - stem) + "--\r\nstill inside\r\n";
    outer.attachments[0].message = std::make_shared<model::Message>(inner);
    const Composed composed = compose(outer);
    EXPECT_TRUE(composed.parsed.warnings.empty());
    ASSERT_EQ(composed.parsed.attachments.size(), 1U);
    EXPECT_NE(composed.parsed.attachments[0].content.find("still inside"), std::string::npos);
}

TEST(Compose, R11_MacintoshFilesAreOneAttachmentOfTwoForks) {
    const std::string double_bytes("\0\5\x16\7", 4);
    model::Message message = testing::simple_message();
    message.attachments = {{.name = "R\u00E9sum\u00E9.doc",
                            .data = testing::bytes_of("data fork"),
                            .created = LocalTime{1994, 1, 2},
                            .apple_double = testing::bytes_of(double_bytes),
                            .derived = model::Derivation{0, "Data of the Macintosh file", ""}}};
    const Composed composed = compose(message);
    EXPECT_TRUE(composed.parsed.warnings.empty());
    // RFC 1740: the header first
    EXPECT_EQ(composed.parsed.structure,
              "multipart/mixed(text/plain, multipart/appledouble(application/applefile, application/msword))");
    ASSERT_EQ(composed.parsed.attachments.size(), 2U);
    EXPECT_EQ(composed.parsed.attachments[0].content, double_bytes);
    EXPECT_EQ(composed.parsed.attachments[1].content, "data fork");
    for (const testing::ParsedPart& part : composed.parsed.attachments) EXPECT_EQ(part.name, "R\u00E9sum\u00E9.doc");
}

TEST(Compose, B17_AnswersGoToReplyTo) {
    model::Message message = testing::simple_message();
    message.reply_to = {{"Office", "SMTP", "office@example.org", model::AddressKind::resolved},
                        {"Ann", "MS", "ACME/HQ/ANN", model::AddressKind::resolved}};
    const Composed composed = compose(message);
    EXPECT_EQ(composed.parsed.reply_to,
              (std::vector<ParsedAddress>{{"Office", "office@example.org"}, {"Ann", "ann@hq.acme.invalid"}}));
    EXPECT_EQ(composed.parsed.header("X-Restante-Reply-To"),
              "\"Office\" <SMTP:office@example.org> resolved, \"Ann\" <MS:ACME/HQ/ANN> resolved");
}

TEST(Compose, MarksOfAttachments) {
    model::Message message = testing::simple_message();
    message.body = "ab cd";
    message.attachments.resize(4);
    for (std::size_t i = 0; i < 4; ++i) {
        message.attachments[i].name = std::string(1, static_cast<char>('A' + i));
        message.attachments[i].data = testing::bytes_of("x");
    }
    message.attachments[0].position = 2;   // at the blank
    message.attachments[1].position = 2;   // the same
    message.attachments[2].position = 0;   // at a letter
    message.attachments[3].position = 99;  // outside
    const Composed composed = compose(message);
    EXPECT_EQ(composed.parsed.text, "<<C>>ab<<A>><<B>>cd\r\n<<D>>\r\n");
    EXPECT_EQ(composed.count(MessageId::mail_marker_at_end), 1U);
    message.body = "äö ü";
    EXPECT_EQ(compose(message).parsed.text, "<<C>>äö<<A>><<B>>ü\r\n<<D>>\r\n");
}

}  // namespace
}  // namespace restante::targets::mail
