#include "formats/tnef/message.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "formats/tnef/attribute.h"
#include "formats/tnef/stream_writer.h"

namespace restante::tnef {
namespace {

const ByteVector kDate{0xCB, 7, 2, 0, 28, 0, 1, 0, 2, 0, 3, 0, 2, 0};  // 1995-02-28 01:02:03

ByteVector example() {
    StreamWriter writer;
    writer.attribute(Level::message, attribute_id::kVersion, ByteVector{0, 0, 1, 0});
    writer.attribute(Level::message, attribute_id::kCodePage, ByteVector{0xE4, 4, 0, 0, 0, 0, 0, 0});
    writer.attribute(Level::message, attribute_id::kMessageClass,
                     as_bytes(std::string_view("IPM.Microsoft Mail.Note\0", 24)));
    writer.attribute(Level::message, attribute_id::kSubject, as_bytes(std::string_view("Hello\0", 6)));
    writer.attribute(Level::message, attribute_id::kDateSent, kDate);
    writer.attribute(Level::message, attribute_id::kBody, as_bytes(std::string_view("Text\0", 5)));
    ByteWriter properties;
    write_properties(properties, {{property_type::kBinary, 0x1009, {}, {{1, 2, 3}}}});
    writer.attribute(Level::message, attribute_id::kMessageProperties, properties.view());
    ByteWriter recipients;
    recipients.le<std::uint32_t>(1);
    write_properties(recipients, {{property_type::kString8, 0x3001, {}, {{'A', 0}}}});
    writer.attribute(Level::message, attribute_id::kRecipientTable, recipients.view());
    writer.begin_attachment(1, 5);
    writer.attribute(Level::attachment, attribute_id::kAttachTitle, as_bytes(std::string_view("A.TXT\0", 6)));
    writer.attribute(Level::attachment, attribute_id::kAttachModified, kDate);
    writer.attribute(Level::attachment, attribute_id::kAttachData, as_bytes("content"));
    writer.begin_attachment(2, 0xFFFFFFFF, 1);
    return std::move(writer).take();
}

TEST(TnefMessage, EverythingComesBack) {
    const MemoryBytes source(example());
    Findings findings;
    const auto message = read_message(source, {0, source.size()}, findings);
    ASSERT_TRUE(message) << message.error().describe();
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(message->code_page, 1252);
    EXPECT_EQ(as_text(message->message_class), "IPM.Microsoft Mail.Note");
    EXPECT_EQ(as_text(message->subject), "Hello");
    EXPECT_EQ(as_text(message->body), "Text");
    ASSERT_TRUE(message->sent);
    EXPECT_EQ(message->sent->iso(), "1995-02-28T01:02:03");
    ASSERT_NE(message->properties.find(0x1009), nullptr);
    ASSERT_EQ(message->recipients.size(), 1U);
    EXPECT_NE(message->recipients[0].find(0x3001), nullptr);
    ASSERT_EQ(message->attachments.size(), 2U);
    const Attachment& file = message->attachments[0];
    EXPECT_EQ(file.position, 5U);
    EXPECT_EQ(as_text(file.title), "A.TXT");
    EXPECT_EQ(file.modified->iso(), "1995-02-28T01:02:03");
    ASSERT_TRUE(file.data);
    ByteVector data(static_cast<std::size_t>(file.data->size));
    ASSERT_TRUE(source.read(file.data->offset, data));
    EXPECT_EQ(as_text(data), "content");
    EXPECT_EQ(message->attachments[1].kind, 2);
    EXPECT_TRUE(message->attachments[1].macbinary);
    EXPECT_FALSE(message->attachments[1].position);
}

TEST(TnefMessage, AWrongChecksumIsAFindingAndCostsNothing) {
    ByteVector bytes = example();
    const auto found = std::search(bytes.begin(), bytes.end(), as_bytes("content").begin(), as_bytes("content").end());
    bytes[static_cast<std::size_t>(found - bytes.begin())] = 'C';
    const MemoryBytes source(std::move(bytes));
    Findings findings;
    const auto message = read_message(source, {0, source.size()}, findings);
    ASSERT_TRUE(message);
    ASSERT_EQ(findings.list().size(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::tnef_checksum);
    EXPECT_TRUE(message->attachments[0].data);
}

TEST(TnefMessage, EveryPrefixGivesWhatItHoldsAndSaysSo) {
    const ByteVector whole = example();
    std::size_t last_attachments = 0, quiet = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const MemoryBytes source(ByteVector(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        Findings findings;
        const auto message = read_message(source, {0, size}, findings);
        EXPECT_EQ(message.has_value(), size >= 6) << size;
        if (!message) continue;
        quiet += findings.empty() ? 1U : 0U;
        EXPECT_GE(message->attachments.size(), last_attachments);
        last_attachments = message->attachments.size();
    }
    EXPECT_EQ(quiet, 13U);  // nothing is missed only where an attribute ends
}

TEST(TnefMessage, TextsOf64MebibytesAreEnough) {
    for (const std::size_t size : {67'108'864U, 67'108'865U}) {
        StreamWriter writer;
        writer.attribute(Level::message, attribute_id::kBody, ByteVector(size, std::uint8_t{'x'}));
        writer.attribute(Level::message, attribute_id::kSubject, as_bytes(std::string_view("Hello\0", 6)));
        const MemoryBytes source(std::move(writer).take());
        Findings findings;
        const auto message = read_message(source, {0, source.size()}, findings);
        ASSERT_TRUE(message);
        EXPECT_EQ(message->body.size(), size == 67'108'864U ? size : 0) << size;
        EXPECT_EQ(as_text(message->subject), "Hello");
        ASSERT_EQ(findings.total(), size == 67'108'864U ? 0U : 1U) << size;
        for (const Finding& told : findings.list()) EXPECT_EQ(told.id, MessageId::tnef_damaged);
    }
}

TEST(TnefMessage, EmbeddedMessagesAreRanges) {
    ByteVector object(16, 7);  // interface id
    const ByteVector inner = example();
    object.insert(object.end(), inner.begin(), inner.end());
    ByteWriter properties;
    write_properties(properties, {{property_type::kObject, 0x3701, {}, {object}}});
    StreamWriter writer;
    writer.begin_attachment(1);
    writer.attribute(Level::attachment, attribute_id::kAttachment, properties.view());
    const MemoryBytes source(std::move(writer).take());
    Findings findings;
    const auto message = read_message(source, {0, source.size()}, findings);
    ASSERT_TRUE(message && message->attachments.size() == 1);
    const auto embedded = embedded_message(source, message->attachments[0]);
    ASSERT_TRUE(embedded);
    EXPECT_EQ(embedded->size, inner.size());
    const auto again = read_message(source, *embedded, findings);
    ASSERT_TRUE(again);
    EXPECT_EQ(as_text(again->subject), "Hello");
}

TEST(TnefMessage, OtherBytesAreRefused) {
    for (const ByteVector& bytes : {ByteVector{}, ByteVector(3, 0x78), ByteVector(50, 0)}) {
        Findings findings;
        EXPECT_FALSE(read_message(MemoryBytes(bytes), {0, bytes.size()}, findings));
    }
}

}  // namespace
}  // namespace restante::tnef
