#include "formats/postoffice/mail/mailbag.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/postoffice/mail/samples_test.h"

namespace restante::postoffice {
namespace {

TEST(Mailbag, TheDumpOfQ108027) {
    const ByteVector file = mail_samples::bytes("mbg-q108027.bin");
    Findings findings;
    const auto headers = read_mailbag(file, findings);
    EXPECT_TRUE(findings.empty());
    ASSERT_EQ(headers.size(), 2U);
    EXPECT_EQ(headers[0].sender, "Martian");
    EXPECT_EQ(headers[0].subject, "This is the subject");
    EXPECT_EQ(headers[0].time, (LocalTime{1993, 10, 8, 16, 25, 0}));
    EXPECT_EQ(headers[0].message, "00000062");
    EXPECT_EQ(headers[0].size, 552U);
    EXPECT_EQ(headers[0].lifetime, 24U);
    EXPECT_EQ(headers[1].subject, "This is the next subject");
    EXPECT_EQ(headers[1].time, (LocalTime{1993, 10, 8, 16, 26, 0}));
    EXPECT_EQ(headers[1].message, "00000063");
    EXPECT_EQ(headers[1].size, 554U);
    ByteWriter writer;
    for (const MailbagHeader& header : headers) write_mailbag_header(writer, header);
    EXPECT_EQ(to_hex(writer.view()), to_hex(file));
}

TEST(Mailbag, DamageIsSaidAndCostsNoOtherHeader) {
    const ByteVector file = mail_samples::bytes("mbg-q108027.bin");
    Findings none;
    const auto whole = read_mailbag(file, none);
    for (std::size_t at = 0; at < file.size(); ++at)
        for (const unsigned value : {0x00U, 0x35U, 0x80U, 0xFFU}) {
            ByteVector damaged = file;
            damaged[at] = static_cast<std::uint8_t>(value);
            Findings findings;
            const auto headers = read_mailbag(damaged, findings);
            ASSERT_EQ(headers.size(), 2U);
            const std::size_t other = at < kMailbagHeaderSize ? 1 : 0;
            EXPECT_EQ(headers[other], whole[other]);
        }
    struct Case {
        std::size_t at;
        std::uint8_t value;
        std::uint64_t offset;
    };
    for (const auto& [at, value, offset] :
         {Case{0x74 + 0x43, 'x', 0x74 + 0x43}, Case{0x3F, 0x55, 0x36}, Case{0x4B, 'A', 0x43}}) {
        ByteVector damaged = file;
        damaged[at] = value;
        Findings findings;
        EXPECT_EQ(read_mailbag(damaged, findings, "BOB.MBG").size(), 2U);
        ASSERT_EQ(findings.total(), 1U) << at;
        EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_header_damaged);
        EXPECT_EQ(findings.list()[0].offset, offset);
        EXPECT_EQ(findings.list()[0].item, "BOB.MBG");
    }
}

TEST(Mailbag, APartialHeaderIsIgnored) {
    ByteVector file = mail_samples::bytes("mbg-q108027.bin");
    file.resize(kMailbagHeaderSize + 50);
    Findings findings;
    EXPECT_EQ(read_mailbag(file, findings).size(), 1U);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_mailbag_cut);
    EXPECT_EQ(findings.list()[0].offset, kMailbagHeaderSize);
}

TEST(Mailbag, MoreHeadersThanBitsAreReadAndSaid) {
    ByteWriter writer;
    const MailbagHeader header{.time = LocalTime{1995, 1, 1, 0, 0, 0}, .message = "00000001"};
    for (std::size_t i = 0; i < kMaximumMailbagHeaders + 1; ++i) write_mailbag_header(writer, header);
    Findings findings;
    EXPECT_EQ(read_mailbag(writer.view(), findings).size(), kMaximumMailbagHeaders + 1);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_mailbag_large);
}

TEST(Mailbag, MessageNames) {
    EXPECT_TRUE(is_message_name("0000013D"));
    for (const char* name : {"", "0000013d", "0000013", "0000013DD", "0000013G"})
        EXPECT_FALSE(is_message_name(name)) << name;
}

RC_GTEST_PROP(MailbagProperty, AnyRecordsAreWrittenBackAsTheyWere, (ByteVector bytes)) {
    bytes.resize(2 * kMailbagHeaderSize);
    Findings findings;
    const auto headers = read_mailbag(bytes, findings);
    ByteWriter writer;
    for (const MailbagHeader& header : headers) write_mailbag_header(writer, header);
    Findings again;
    const auto back = read_mailbag(writer.view(), again);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        RC_ASSERT(back[i].sender == headers[i].sender && back[i].subject == headers[i].subject);
        RC_ASSERT(back[i].time == headers[i].time && back[i].message == headers[i].message);
        RC_ASSERT(back[i].size == headers[i].size && back[i].lifetime == headers[i].lifetime);
    }
}

}  // namespace
}  // namespace restante::postoffice
