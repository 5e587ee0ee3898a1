#include "content/tnef_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "base/byte_writer.h"
#include "content/tnef_merge.h"
#include "formats/mmf/triples.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/stream_writer.h"

namespace restante::content {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Values = std::vector<tnef::PropertyValue>;
namespace type = tnef::property_type;

ByteVector bytes_of(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

tnef::PropertyValue text(std::uint16_t id, std::string_view value) {
    return {type::kString8, id, {}, {bytes_of(std::string(value) + '\0')}};
}

tnef::PropertyValue number(std::uint16_t id, std::uint32_t value) {
    ByteWriter writer;
    writer.le(value);
    return {type::kLong, id, {}, {std::move(writer).take()}};
}

// 1996-08-30 00:00 UTC
constexpr std::uint64_t kLateSummer = (841363200ULL + 11644473600ULL) * 10'000'000ULL;

tnef::PropertyValue time(std::uint16_t id) {
    ByteWriter writer;
    writer.le(kLateSummer);
    return {type::kTime, id, {}, {std::move(writer).take()}};
}

ByteVector date(std::uint16_t year) {
    ByteWriter writer;
    for (const int part : {int{year}, 8, 30, 10, 11, 12, 5}) writer.le(static_cast<std::uint16_t>(part));
    return std::move(writer).take();
}

class Stream {
public:
    void properties(const Values& values) {
        ByteWriter writer;
        write_properties(writer, values);
        writer_.attribute(tnef::Level::message, tnef::attribute_id::kMessageProperties, writer.view());
    }
    void recipients(const std::vector<Values>& people) {
        ByteWriter writer;
        writer.le(static_cast<std::uint32_t>(people.size()));
        for (const Values& person : people) write_properties(writer, person);
        writer_.attribute(tnef::Level::message, tnef::attribute_id::kRecipientTable, writer.view());
    }
    void attribute(std::uint32_t id, const ByteVector& data) { writer_.attribute(tnef::Level::message, id, data); }

    model::Message message(const Reading& reading = {}) && {
        const MemoryBytes source(std::move(writer_).take());
        Findings findings;
        const auto decoded = tnef::read_message(source, {0, source.size()}, findings);
        EXPECT_TRUE(decoded);
        EXPECT_TRUE(findings.empty());
        return TnefMessage(source, *decoded, reading).message();
    }

private:
    tnef::StreamWriter writer_;
};

TEST(TnefMessage, AttributesOfTheOldKind) {
    Stream stream;
    stream.attribute(tnef::attribute_id::kMessageClass, bytes_of("IPM.Microsoft Mail.Note"));
    stream.attribute(tnef::attribute_id::kFrom,
                     mmf::build_triples(std::vector<mmf::NewTriple>{{.name = "Ann", .data = "MS:ACME/HQ/ANN"}}));
    stream.attribute(tnef::attribute_id::kDateSent, date(1995));
    stream.attribute(tnef::attribute_id::kDateReceived, date(1996));
    stream.attribute(tnef::attribute_id::kDateModified, date(1997));
    stream.attribute(tnef::attribute_id::kMessageId, bytes_of("ABC"));
    stream.attribute(tnef::attribute_id::kParentId, bytes_of("DEF"));
    stream.attribute(tnef::attribute_id::kConversationId, bytes_of("123"));
    stream.attribute(tnef::attribute_id::kPriority, {3, 0});
    stream.attribute(tnef::attribute_id::kMessageStatus, {0x20});
    const model::Message message = std::move(stream).message();
    EXPECT_EQ(message.class_name, "IPM.Microsoft Mail.Note");
    EXPECT_THAT(message.from, ElementsAre(model::Address{"Ann", "MS", "ACME/HQ/ANN", model::AddressKind::resolved}));
    EXPECT_EQ(message.sent->iso(), "1995-08-30T10:11:12");
    EXPECT_EQ(message.received->year, 1996);
    EXPECT_EQ(message.modified->year, 1997);
    EXPECT_EQ(message.message_id, "ABC");
    EXPECT_EQ(message.parent_id, "DEF");
    EXPECT_EQ(message.conversation_id, "123");
    EXPECT_EQ(message.priority, model::Priority::low);
    EXPECT_TRUE(message.status->read);
}

TEST(TnefMessage, PropertiesAndTheirTimesInTheZoneOfTheMail) {
    Stream stream;
    stream.properties({text(0x001A, "IPM.Note"), text(0x0037, "J\xF6rg"), time(0x0039), time(0x0E06), time(0x3008),
                       number(0x0017, 2), text(0x0C1A, "Bob"), text(0x0C1E, "SMTP"), text(0x0C1F, "bob@example.org")});
    const model::Message message = std::move(stream).message({.zone = *TimeZone::named("Europe/Berlin")});
    EXPECT_EQ(message.class_name, "IPM.Note");
    EXPECT_EQ(message.subject, "J\u00F6rg");
    EXPECT_EQ(message.sent->iso(), "1996-08-30T02:00:00");
    EXPECT_EQ(message.received, message.sent);
    EXPECT_EQ(message.modified, message.sent);
    EXPECT_EQ(message.priority, model::Priority::high);
    EXPECT_THAT(message.from,
                ElementsAre(model::Address{"Bob", "SMTP", "bob@example.org", model::AddressKind::resolved}));
}

TEST(TnefMessage, RecipientsByTheirTableOrTheirNames) {
    Stream stream;
    stream.recipients({{number(0x0C15, 1), text(0x3001, "Ann"), text(0x3002, "EX"), text(0x3003, "/o=acme/cn=ann"),
                        text(0x39FE, "ann@example.org")},
                       {number(0x0C15, 2), text(0x3001, "Bob")},
                       {number(0x0C15, 3), text(0x3001, "Cy"), text(0x3002, "SMTP"), text(0x3003, "cy@example.org")}});
    const model::Message table = std::move(stream).message();
    EXPECT_THAT(table.to, ElementsAre(model::Address{"Ann", "SMTP", "ann@example.org", model::AddressKind::resolved}));
    EXPECT_THAT(table.cc, ElementsAre(model::Address{.name = "Bob"}));
    EXPECT_THAT(table.bcc, ElementsAre(model::Address{"Cy", "SMTP", "cy@example.org", model::AddressKind::resolved}));

    Stream names;
    names.properties({text(0x0E04, "Ann; Bob;"), text(0x0E03, "Cy")});
    const model::Message shown = std::move(names).message();
    EXPECT_THAT(shown.to, ElementsAre(model::Address{.name = "Ann"}, model::Address{.name = "Bob"}));
    EXPECT_THAT(shown.cc, SizeIs(1));
}

TEST(TnefMessage, AnswersGoWhereTheSenderWanted) {
    constexpr std::array<std::uint8_t, 24> kOneOff{0,    0,    0,    0,    0x81, 0x2B, 0x1F, 0xA4,
                                                   0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD,
                                                   0x01, 0x0F, 0x54, 0x02, 0,    0,    0,    0};
    ByteWriter list;
    list.le<std::uint32_t>(1);
    list.le<std::uint32_t>(0);
    list.le<std::uint32_t>(kOneOff.size() + 21);
    list.bytes(kOneOff);
    for (const std::string_view part : {"B\xFCro", "SMTP", "x@acme.org"}) list.text_nul(part);
    Stream stream;
    stream.properties({{type::kBinary, 0x004F, {}, {std::move(list).take()}}});
    EXPECT_THAT(std::move(stream).message().reply_to,
                ElementsAre(model::Address{"B\u00FCro", "SMTP", "x@acme.org", model::AddressKind::resolved}));
}

model::Address person(const std::string& name, const std::string& address = {}) {
    return {name, address.empty() ? "" : "SMTP", address, model::AddressKind::resolved};
}

TEST(TnefMerge, WhatIsMissingIsTaken) {
    model::Message known, inside;
    known.subject = " \r\n";
    known.to = {person("Ann", "ann@example.org")};
    inside.subject = "Subject";
    inside.class_name = "IPM.Note";
    inside.sent = LocalTime{1995, 8, 30, 10, 11, 12};
    inside.received = LocalTime{1995, 8, 30, 10, 11, 13};
    inside.priority = model::Priority::high;
    inside.from = {person("Bob")};
    inside.to = {person("ann")};
    inside.cc = {person("ANN@example.org"), person("Cy")};
    inside.reply_to = {person("Office")};
    Expansion expansion;
    EXPECT_THAT(merge(known, inside, expansion), IsEmpty());
    expansion.complete(known);
    EXPECT_EQ(known.subject, "Subject");
    EXPECT_EQ(known.class_name, "IPM.Note");
    EXPECT_EQ(known.sent, inside.sent);
    EXPECT_EQ(known.received, inside.received);
    EXPECT_EQ(known.priority, model::Priority::high);
    EXPECT_EQ(known.from, inside.from);
    EXPECT_THAT(known.to, SizeIs(1));
    EXPECT_THAT(known.cc, ElementsAre(person("Cy")));  // Ann is a recipient already
    EXPECT_EQ(known.reply_to, inside.reply_to);
}

TEST(TnefMerge, DisagreementsAreToldAndTheMessageIsRight) {
    model::Message known, inside;
    known.subject = "Subject ", inside.subject = "Another";
    known.class_name = "IPM.Microsoft Mail.Note", inside.class_name = "IPM.Schedule.Meeting.Request";
    known.sent = LocalTime{1995, 8, 30}, inside.sent = LocalTime{1995, 9, 1};
    known.received = LocalTime{1995, 8, 30}, inside.received = LocalTime{1999, 9, 1};
    known.priority = model::Priority::low, inside.priority = model::Priority::high;
    known.body = "text", inside.body = "other text";
    known.from = {person("Ann")}, inside.from = {person("Bob")};
    known.to = {person("Cy")}, inside.to = {person("Dee"), person("cy")};
    Expansion expansion;
    EXPECT_THAT(merge(known, inside, expansion),
                ElementsAre("subject \"Another\"", "class IPM.Schedule.Meeting.Request", "sent 1995-09-01T00:00:00",
                            "priority high", "from Bob", "to Dee"));
    EXPECT_TRUE(expansion.empty());
}

TEST(TnefMerge, SmallDifferencesAreNone) {
    model::Message known, inside;
    known.subject = "Subject", inside.subject = "Subject\r\n";
    known.class_name = "IPM.Microsoft Mail.NOTE", inside.class_name = "IPM.Note";
    known.sent = LocalTime{1995, 8, 30, 10, 0, 0}, inside.sent = LocalTime{1995, 8, 31, 0, 0, 0};
    known.from = {person("Ann B.", "ann@example.org")}, inside.from = {person("Ann", "ANN@example.org")};
    Expansion expansion;
    EXPECT_THAT(merge(known, inside, expansion), IsEmpty());
}

}  // namespace
}  // namespace restante::content
