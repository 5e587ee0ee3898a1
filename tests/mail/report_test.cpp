// Read receipts and non-delivery reports as GMime understands them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "composed_mail.h"

namespace restante::testing {
namespace {

const model::Folder kFolder = example_folder();

TEST(Reports, ReadReceipt) {
    const Composed composed = compose(read_receipt());
    EXPECT_EQ(composed.parsed.structure, "multipart/report(text/plain, message/disposition-notification)");
    EXPECT_NE(composed.raw.find("multipart/report; report-type=disposition-notification;"), std::string::npos);
    EXPECT_EQ(composed.parsed.text,
              "Body text\r\n\r\n----- Read receipt -----\r\nSubject: Plan\r\n"
              "To: Jane Roe [MS:ACME/HQ/JROE]\r\nRead at: 1995-08-30 09:00:00\r\n");
    ASSERT_EQ(composed.parsed.attachments.size(), 1U);
    EXPECT_EQ(composed.parsed.attachments[0].content,
              "Final-Recipient: rfc822; jroe@hq.acme.invalid\r\n"
              "Original-Message-ID: <0102@msmail.invalid>\r\n"
              "Disposition: manual-action/MDN-sent-automatically; displayed\r\n"
              "X-Restante-Read-At: Wed, 30 Aug 1995 09:00:00 -0000\r\n");
    EXPECT_EQ(composed.parsed.header("X-Restante-Class"), "IPM.Microsoft Mail.Read Receipt");
    EXPECT_EQ(composed.parsed.all("X-Restante-Attribute").size(), 3U);
}

TEST(Reports, ReadReceiptWithoutSender) {
    model::Message message = read_receipt();
    message.from.clear();
    const Composed nobody = compose(message);
    EXPECT_EQ(nobody.parsed.structure, "text/plain");
    EXPECT_EQ(nobody.count(MessageId::mail_report_plain), 1U);
    EXPECT_NE(nobody.parsed.text->find("Read at: 1995-08-30 09:00:00"), std::string::npos);
    message.attributes.push_back(
        {0x00000000, model::AttributeType::triples, std::vector<model::Address>{{"R", "SMTP", "r@example.org", {}}}});
    const Composed named = compose(message);
    EXPECT_NE(named.raw.find("Final-Recipient: rfc822; r@example.org\r\n"), std::string::npos);
    EXPECT_EQ(named.count(MessageId::mail_report_plain), 0U);
}

TEST(Reports, NonDeliveryD2KeepsItsExplanation) {  // a defect of the old importer
    const Composed composed = compose(non_delivery_report());
    EXPECT_EQ(composed.parsed.structure, "multipart/report(text/plain, message/delivery-status, message/rfc822)");
    EXPECT_NE(composed.raw.find("multipart/report; report-type=delivery-status;"), std::string::npos);
    EXPECT_EQ(composed.parsed.text,
              "Body text\r\n\r\n----- Non-delivery report -----\r\nSubject: Original\r\n"
              "Sent: 1995-08-29 08:00:00\r\nFrom: John Doe [MS:ACME/HQ/JDOE]\r\n"
              "Not delivered to: Nobody [MS:ACME/HQ/NOBODY]; Only Name\r\n"
              "Explanation: \r\nUser unknown\r\nreally\r\n\r\n");
    ASSERT_EQ(composed.parsed.attachments.size(), 2U);
    EXPECT_EQ(composed.parsed.attachments[0].content,
              "Reporting-MTA: dns; msmail.invalid\r\n"
              "\r\n"
              "Final-Recipient: rfc822; nobody@hq.acme.invalid\r\n"
              "Action: failed\r\n"
              "Status: 5.0.0\r\n"
              "Diagnostic-Code: x-microsoft-mail; User unknown really\r\n"
              "\r\n"
              "Final-Recipient: rfc822; only=20name@unresolved.invalid\r\n"
              "Action: failed\r\n"
              "Status: 5.0.0\r\n"
              "Diagnostic-Code: x-microsoft-mail; User unknown really\r\n");
    EXPECT_EQ(composed.parsed.all("X-Restante-Attribute").size(), 5U);
}

TEST(Reports, NonDeliveryD3ReturnsTheOriginalFromItsOwnAttributes) {
    model::Message message = non_delivery_report();
    const ParsedMessage bare = parse_with_gmime(compose(message).parsed.attachments[1].content);
    EXPECT_EQ(bare.subject, "Original");
    EXPECT_EQ(bare.from, (std::vector<ParsedAddress>{{"John Doe", "jdoe@hq.acme.invalid"}}));
    EXPECT_EQ(bare.to.size(), 2U);
    EXPECT_EQ(bare.date, (LocalTime{1995, 8, 29, 8, 0, 0}.seconds_as_utc()));
    EXPECT_EQ(bare.text.value_or(""), "") << "the body is that of the report";
    EXPECT_EQ(bare.header("X-Restante-No-Body"), "yes");
    EXPECT_EQ(bare.header("X-Restante-Item"), "") << "only the report is an item";

    message.attachments.push_back({.number = 7, .name = "PLAN.XLS", .data = bytes_of("data")});
    const Composed composed = compose(message);
    EXPECT_EQ(composed.parsed.structure, "multipart/report(text/plain, message/delivery-status, message/rfc822)");
    const ParsedMessage returned = parse_with_gmime(composed.parsed.attachments[1].content);
    EXPECT_EQ(returned.structure, "multipart/mixed(application/vnd.ms-excel)");
    ASSERT_EQ(returned.attachments.size(), 1U);
    EXPECT_EQ(returned.attachments[0].name, "PLAN.XLS");
    EXPECT_EQ(returned.attachments[0].content, "data");
}

TEST(Reports, NonDeliveryThatNamesOnlyTheRecipients) {
    model::Message message = non_delivery_report();
    message.attributes = {message.attributes[4]};
    EXPECT_EQ(compose(message).parsed.structure, "multipart/report(text/plain, message/delivery-status)");
    message.attributes.clear();
    const Composed plain = compose(message);
    EXPECT_EQ(plain.parsed.structure, "text/plain");
    EXPECT_EQ(plain.count(MessageId::mail_report_plain), 1U);
}

TEST(Reports, LargeAttributesStandBesideTheReport) {
    model::Message message = read_receipt();
    message.attributes.push_back({0x00069001, model::AttributeType::byte, bytes_of(filler(3000))});
    EXPECT_EQ(compose(message).parsed.structure,
              "multipart/mixed(multipart/report(text/plain, message/disposition-notification), "
              "application/octet-stream)");
}

TEST(Reports, ExplanationsCannotBeginAField) {
    model::Message message = non_delivery_report();
    message.attributes[0].value = std::string("bad\r\nX-Evil: 1\r\nmore ") + std::string(5000, 'x');
    message.attributes[1].value = std::string("subject\r\nX-Evil: 1");
    const Composed composed = compose(message);
    const std::string& status = composed.parsed.attachments[0].content;
    EXPECT_EQ(status.find("\nX-Evil"), std::string::npos);
    EXPECT_LT(status.size(), 1500U) << "cut";
    EXPECT_TRUE(parse_with_gmime(composed.parsed.attachments[1].content).all("X-Evil").empty());
}

// Every meeting and report, plain and odd: valid, the same twice, equal with LF ends, ASCII in short lines.
TEST(Reports, MeetingsAndReportsAreValidMail) {
    for (const model::Message& message : meetings_and_reports()) {
        SCOPED_TRACE(message.id);
        const Composed composed = compose(message);
        EXPECT_TRUE(composed.parsed.warnings.empty()) << composed.parsed.warnings.front();
        EXPECT_EQ(composed.raw, compose(message).raw);
        std::string unix_ends = composed.raw;
        std::erase(unix_ends, '\r');
        // Base64 of text holds its line ends as they are on the wire, whatever those of the message are.
        EXPECT_EQ(unix_ends, compose(message, kFolder, {}, mime::LineEnd::lf).raw);
        EXPECT_TRUE(std::ranges::all_of(composed.raw, [](char c) { return c > 0; }));
        for (std::size_t begin = 0; begin < composed.raw.size();) {
            const std::size_t end = std::min(composed.raw.find("\r\n", begin), composed.raw.size());
            ASSERT_LE(end - begin, 998U);
            begin = end + 2;
        }
        EXPECT_TRUE(composed.parsed.all("X-Evil").empty());
        EXPECT_EQ(composed.parsed.header("X-Restante-Class"), message.class_name);
    }
}

}  // namespace
}  // namespace restante::testing
