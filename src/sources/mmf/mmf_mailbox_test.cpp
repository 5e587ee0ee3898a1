#include "sources/mmf/mmf_mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/account.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/triples.h"
#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

namespace attribute = mmf::attribute;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// One message with these attributes in an inbox of its own.
struct OneMessage {
    explicit OneMessage(std::vector<mmf::ListElement> attributes, const ReadOptions& options = {},
                        const std::string& language = "English (American)")
        : store(language) {
        store.enter(mmf::kInbox, "Inbox");
        store.add_folder(mmf::kInbox, {TestStore::message(1)});
        store.add_message(1, mmf::kInbox, std::move(attributes));
        reader = store.open(options);
        auto read = reader->read_message(0, 0);
        EXPECT_TRUE(read);
        if (read) message = std::move(*read);
    }
    TestStore store;
    std::unique_ptr<MailboxReader> reader;
    model::Message message;
};

mmf::ListElement number_attribute(std::uint32_t id, std::uint16_t value) {
    ByteWriter writer;
    writer.le(value);
    return {id, std::move(writer).take()};
}

TEST(MmfMailbox, TextIsReadInTheCodePageOfTheLanguage) {
    OneMessage polish({text_attribute(attribute::kSubject, "\xB9\xEA")}, {}, "Polish");
    EXPECT_EQ(polish.message.subject, "ąę");
    EXPECT_THAT(findings_of(*polish.reader, MessageId::text_code_page_guessed), SizeIs(1));

    OneMessage named({text_attribute(attribute::kSubject, "\x84")}, {850, false, {}}, "Polish");
    EXPECT_EQ(named.message.subject, "ä");
    EXPECT_TRUE(named.reader->findings().empty());
}

TEST(MmfMailbox, BytesOutsideTheCodePageAreKeptAndCounted) {
    OneMessage greek({text_attribute(attribute::kSubject, "a\xFF\xD2"), text_attribute(attribute::kBody, "\xFF")},
                     {1253, false, {}});
    EXPECT_EQ(greek.message.subject, "a\\xFF\\xD2");
    EXPECT_THAT(findings_of(*greek.reader, MessageId::text_unmappable),
                ElementsAre("Inbox/0: 3 bytes are not defined in code page 1253"));
}

TEST(MmfMailbox, UnknownCodePageIsRefusedWhenOpening) {
    EXPECT_EQ(open_mmf_source("x", std::make_shared<MemoryBytes>(ByteVector(1024)), {4711, false, {}}).error().code,
              Errc::unsupported);
}

TEST(MmfMailbox, InvalidValuesBecomeFindingsAndNothingIsLost) {
    OneMessage odd({{attribute::kDateSent, ByteVector(14)},
                    {0x00030006, {0xCE, 7, 2, 0, 31, 0, 12, 0, 0, 0, 0, 0, 0, 0}},
                    {attribute::kPriority, {1}},
                    {attribute::kSubject, text_bytes(std::string("a\0b", 3))}});
    EXPECT_FALSE(odd.message.sent);
    EXPECT_FALSE(odd.message.priority);
    EXPECT_EQ(odd.message.subject, "a");
    EXPECT_THAT(
        findings_of(*odd.reader, MessageId::mmf_invalid_date),
        ElementsAre("Inbox/0: invalid date in attribute 00038005", "Inbox/0: invalid date in attribute 00030006"));
    ASSERT_THAT(odd.message.invalid_dates, SizeIs(2));
    EXPECT_EQ(odd.message.invalid_dates[1].attribute, 0x00030006U);
    EXPECT_EQ(odd.message.invalid_dates[1].stored, "1998-02-31T12:00:00");
    EXPECT_THAT(findings_of(*odd.reader, MessageId::mmf_value_too_short), SizeIs(1));
    EXPECT_THAT(findings_of(*odd.reader, MessageId::mmf_text_behind_nul), SizeIs(1));
    ASSERT_THAT(odd.message.attributes, SizeIs(3));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(odd.message.attributes[0].value));
    EXPECT_TRUE(std::holds_alternative<ByteSourcePointer>(odd.message.attributes[1].value));
    const auto* whole = std::get_if<ByteSourcePointer>(&odd.message.attributes[2].value);
    ASSERT_NE(whole, nullptr);
    EXPECT_EQ((*whole)->size(), 3U) << "what stands behind the NUL of the subject is kept";
}

TEST(MmfMailbox, RecipientsBeforeABreakAreDelivered) {
    ByteVector triples =
        mmf::build_triples(std::vector<mmf::NewTriple>{{mmf::triple::kResolved, "Ann", "MS:A/B/C", true}});
    triples[triples.size() - 8] = 77;  // the terminator becomes a triple of unknown kind
    OneMessage cut({{attribute::kTo, triples}});
    ASSERT_THAT(cut.message.to, SizeIs(1));
    EXPECT_EQ(cut.message.to[0], (model::Address{"Ann", "MS", "A/B/C", model::AddressKind::resolved}));
    EXPECT_THAT(findings_of(*cut.reader, MessageId::mmf_recipients_cut), SizeIs(1));
}

TEST(MmfMailbox, FirstOfTwoEqualAttributesCounts) {
    OneMessage twice({text_attribute(attribute::kSubject, "one"), text_attribute(attribute::kSubject, "two")});
    EXPECT_EQ(twice.message.subject, "one");
    EXPECT_THAT(findings_of(*twice.reader, MessageId::mmf_duplicate_attribute), SizeIs(1));
}

TEST(MmfMailbox, FixedFontBelongsToPlainNotes) {
    OneMessage note({number_attribute(attribute::kFixedFont, 1)});
    EXPECT_TRUE(note.message.fixed_font);
    EXPECT_THAT(note.message.attributes, IsEmpty());
    OneMessage receipt({number_attribute(attribute::kFixedFont, 1), number_attribute(attribute::kClass, 2)});
    EXPECT_FALSE(receipt.message.fixed_font);
    EXPECT_EQ(receipt.message.class_name, "IPM.Microsoft Mail.Read Receipt");
    EXPECT_THAT(receipt.message.attributes, SizeIs(1));
}

TEST(MmfMailbox, MessagesOfAnEarlierRepairAreRecognised) {
    const std::string name = "Jane: Roe";
    const ByteVector from = mmf::build_triples(std::vector<mmf::NewTriple>{{mmf::triple::kResolved, name, name, true}});
    OneMessage rebuilt(
        {{attribute::kFrom, from}, text_attribute(attribute::kBody, "This message could not be fully recovered.")});
    EXPECT_TRUE(rebuilt.message.incomplete);
    ASSERT_THAT(rebuilt.message.from, SizeIs(1));
    EXPECT_EQ(rebuilt.message.from[0], (model::Address{name, "", "", model::AddressKind::unresolved}));
    EXPECT_THAT(findings_of(*rebuilt.reader, MessageId::mmf_rebuilt_by_repair), SizeIs(1));
}

TEST(MmfMailbox, MissingMessageIsRebuiltFromItsSummary) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(9)}, "what is left");
    const auto reader = store.open();
    const auto message = reader->read_message(0, 0);
    ASSERT_TRUE(message);
    EXPECT_TRUE(message->incomplete);
    EXPECT_EQ(message->subject, "what is left");
    EXPECT_FALSE(message->received);
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_message_from_summary), SizeIs(1));
}

TEST(MmfMailbox, AttachmentsThatCannotBeReadAreNamed) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(1), TestStore::message(2)});
    constexpr mmf::Oid kFile{0x00000187}, kMissing{0x00000287};
    store.add_list(TestStore::message(1), mmf::kInbox, {{attribute::kStatus, {0x80}}}, 0x00000189);
    store.add_list(mmf::Oid{0x00000189}, {},
                   {{7, mmf::write_attachment_reference({kFile, 2, 5, 1, 2, mmf::kMacBinary, {}})},
                    {8, mmf::write_attachment_reference({kMissing, 1, mmf::kNoPosition, 0, 0, 0, {}})},
                    {9, ByteVector(3)}});
    store.add_list(kFile, {},
                   {{attribute::kAttachmentData, {1, 2, 3}}, text_attribute(attribute::kAttachmentTitle, "")});
    store.add_list(TestStore::message(2), mmf::kInbox, {{attribute::kStatus, {0x80}}}, 0x00000289);
    const auto reader = store.open();
    const auto message = reader->read_message(0, 0);
    ASSERT_TRUE(message);
    ASSERT_THAT(message->attachments, SizeIs(1));
    const model::Attachment& file = message->attachments[0];
    EXPECT_EQ(file.number, 7U);
    EXPECT_EQ(file.kind, model::AttachmentKind::ole);
    EXPECT_EQ(file.position, 5U);
    EXPECT_TRUE(file.macbinary);
    EXPECT_EQ(file.name, "");
    EXPECT_EQ(to_hex(*read_all(*file.data, 100)), "010203");
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_attachment_lost), SizeIs(2));
    ASSERT_TRUE(reader->read_message(0, 1));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_attachments_missing),
                ElementsAre("Inbox/1: there is no attachment list"));
}

constexpr mmf::Oid kFile{0x00000187}, kOther{0x00000287}, kList{0x00000189}, kOtherList{0x00000289};

ByteVector reference_to(mmf::Oid attachment, std::uint32_t position = mmf::kNoPosition) {
    return mmf::write_attachment_reference({attachment, 1, position, 0, 0, 0, {}});
}

TEST(MmfMailbox, UnknownAttributesOfAttachmentsAreKept) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(1)});
    store.add_list(TestStore::message(1), mmf::kInbox, {{attribute::kStatus, {0x80}}}, kList.value);
    store.add_list(kList, {}, {{0, reference_to(kFile)}});
    store.add_list(kFile, {},
                   {{attribute::kAttachmentData, {1}},
                    text_attribute(0x00018777, "more"),
                    number_attribute(0x00048778, 7),
                    {0x00068779, {9, 8}},
                    text_attribute(0x00018777, "again")});
    const auto reader = store.open();
    const auto message = reader->read_message(0, 0);
    ASSERT_TRUE(message);
    ASSERT_THAT(message->attachments, SizeIs(1));
    const auto& kept = message->attachments[0].attributes;
    ASSERT_THAT(kept, SizeIs(3));
    EXPECT_EQ(kept[0].id, 0x00018777U);
    EXPECT_EQ(std::get<std::string>(kept[0].value), "more");
    EXPECT_EQ(std::get<std::uint32_t>(kept[1].value), 7U);
    EXPECT_EQ(to_hex(*read_all(*std::get<ByteSourcePointer>(kept[2].value), 10)), "0908");
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_duplicate_attribute), SizeIs(1));
    EXPECT_EQ(reader->findings().total(), 1U);
}

// In code page 932 each of the two characters has two bytes: the blank of the attachment is byte 4 and character 2.
TEST(MmfMailbox, PositionsOfAttachmentsCountCharacters) {
    const auto position_of = [](int code_page, const std::string& body, std::uint32_t byte) {
        TestStore store;
        store.enter(mmf::kInbox, "Inbox");
        store.add_folder(mmf::kInbox, {TestStore::message(1)});
        store.add_list(TestStore::message(1), mmf::kInbox, {text_attribute(attribute::kBody, body)}, kList.value);
        store.add_list(kList, {}, {{0, reference_to(kFile, byte)}});
        store.add_list(kFile, {}, {{attribute::kAttachmentData, {1}}});
        const auto reader = store.open({code_page, false, {}});
        const auto message = reader->read_message(0, 0);
        EXPECT_TRUE(message && message->attachments.size() == 1);
        return message->attachments.at(0).position.value_or(99);
    };
    const std::string japanese = "\x93\xFA\x96\x7B \x8C\xEA";
    EXPECT_EQ(position_of(932, japanese, 0), 0U);
    EXPECT_EQ(position_of(932, japanese, 4), 2U);
    EXPECT_EQ(position_of(932, japanese, 5), 3U);
    EXPECT_EQ(position_of(932, japanese, 6), 3U);  // inside a character
    EXPECT_EQ(position_of(932, japanese, 7), 4U);  // at the end
    EXPECT_EQ(position_of(932, japanese, 10), 7U);
    EXPECT_EQ(position_of(1252, "\xE4 x", 1), 1U);
    EXPECT_EQ(position_of(1253, "\xFF x", 1), 4U);  // behind \\xFF
}

TEST(MmfMailbox, TellsItsCodePage) {
    EXPECT_EQ(TestStore("Czech").open()->mailbox().code_page, 1250);
    EXPECT_EQ(TestStore("German").open()->mailbox().code_page, 1252);
    EXPECT_EQ(TestStore("Czech").open({1251, false, {}})->mailbox().code_page, 1251);
}

TEST(MmfMailbox, AttachmentsWithoutMessageAreNamed) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(1)});
    store.add_message(1, mmf::kInbox);
    store.add_list(kFile, {},
                   {text_attribute(attribute::kAttachmentTitle, "A.TXT"), {attribute::kAttachmentData, {1}}});
    store.add_list(kOther, {}, {{attribute::kAttachmentData, {1, 2}}});
    store.add_list(kList, {}, {{0, reference_to(kOther)}});
    const auto reader = store.open();
    EXPECT_TRUE(reader->read_message(0, 0)->attachments.empty());
    ASSERT_TRUE(reader->address_books());
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_attachment),
                ElementsAre(": attachment 87010000 \"A.TXT\" of 1 bytes stands in no list",
                            ": attachment 87020000 of 2 bytes stands in a list that belongs to no message"));
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_attachment_list_unowned),
                ElementsAre(": no message names the attachment list 89010000"));
    for (const Finding& finding : reader->findings().list()) EXPECT_TRUE(finding.offset);
}

TEST(MmfMailbox, AttachmentsThatCannotBeReadMakeNoEmptyMessage) {
    for (const bool readable : {true, false}) {
        TestStore store;
        store.enter(mmf::kInbox, "Inbox");
        store.add_folder(mmf::kInbox, {});
        if (readable) store.add_list(kFile, {}, {{attribute::kAttachmentData, {1}}});
        store.add(kOther, {}, 0, {0xFF, 0xFF, 0xFF});
        const auto reader = store.open({0, true, {}});
        ASSERT_THAT(reader->folders(), SizeIs(readable ? 2 : 1));
        if (!readable) continue;
        ASSERT_EQ(reader->message_count(1), 1U);
        EXPECT_THAT(reader->read_message(1, 0)->attachments, SizeIs(1));
    }
}

TEST(MmfMailbox, TheOnlyMessageThatLostItsListGetsTheAttachments) {
    for (const bool two : {false, true}) {
        TestStore store;
        store.enter(mmf::kInbox, "Inbox");
        store.add_folder(mmf::kInbox, {TestStore::message(1), TestStore::message(2)});
        store.add_list(TestStore::message(1), mmf::kInbox, {{attribute::kStatus, {0x80}}}, kList.value);
        store.add_list(TestStore::message(2), mmf::kInbox, {{attribute::kStatus, {0x80}}}, kOtherList.value);
        if (!two) {
            store.add_list(kOtherList, {}, {{0, reference_to(kOther)}});
            store.add_list(kOther, {}, {{attribute::kAttachmentData, {2}}});
        }
        store.add_list(kFile, {}, {{attribute::kAttachmentData, {1}}});
        const auto reader = store.open();
        const auto first = reader->read_message(0, 0);
        ASSERT_TRUE(first && reader->read_message(0, 1) && reader->address_books());
        EXPECT_THAT(first->attachments, SizeIs(two ? 0 : 1));
        EXPECT_THAT(findings_of(*reader, MessageId::mmf_attachments_matched), SizeIs(two ? 0 : 1));
        EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_attachment), SizeIs(two ? 1 : 0));
    }
}

TEST(MmfMailbox, ACopyWithoutListHasThatOfItsBody) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    store.add_folder(mmf::kInbox, {TestStore::message(2)});
    store.add_hidden_body(TestStore::message(1), mmf::kInbox, {{attribute::kStatus, {0x80}}}, kList.value);
    store.add_copy(TestStore::message(2), mmf::kInbox, 0, TestStore::message(1));
    store.add_list(kList, {}, {{0, reference_to(kFile)}});
    store.add_list(kFile, {}, {{attribute::kAttachmentData, {1}}});
    const auto reader = store.open();
    EXPECT_THAT(reader->read_message(0, 0)->attachments, SizeIs(1));
    ASSERT_TRUE(reader->address_books());
    EXPECT_TRUE(reader->findings().empty());
}

// The object is missing, and its summary has lost its end.
TEST(MmfMailbox, DamagedSummaryGivesWhatIsLeft) {
    TestStore store;
    store.enter(mmf::kInbox, "Inbox");
    ByteVector summary = mmf::write_summary({.status = 0x20, .sender = "Ann", .subject = "cut short"});
    summary.resize(summary.size() - 7);
    store.add_list(mmf::kInbox, mmf::kVisibleHierarchy, {{TestStore::message(9).value, summary}});
    const auto reader = store.open();
    const auto message = reader->read_message(0, 0);
    ASSERT_TRUE(message);
    EXPECT_TRUE(message->incomplete);
    EXPECT_EQ(message->subject, "cut s");
    EXPECT_TRUE(message->status->read);
}

TEST(MmfMailbox, OwnerIsTheFirstMicrosoftMailAccount) {
    TestStore store;
    store.add_list(mmf::kAccounts, {},
                   {{2, mmf::write_account({"XX:other@provider", "OTHER", {}})},
                    {1, mmf::write_account({"MS:ACME/HQ/JDOE", "Geheim\xC4", {}})}});
    const auto reader = store.open({1252, false, {"wrong", "geheimä"}});
    EXPECT_THAT(reader->mailbox().accounts, ElementsAre("XX:other@provider", "MS:ACME/HQ/JDOE"));
    EXPECT_EQ(reader->mailbox().address, "MS:ACME/HQ/JDOE");
    EXPECT_EQ(reader->mailbox().name, "JDOE");
    EXPECT_TRUE(reader->findings().empty());
}

TEST(MmfMailbox, WrongPasswordIsOnlyAFinding) {
    TestStore store;
    store.add_list(mmf::kAccounts, {}, {{1, mmf::write_account({"MS:ACME/HQ/JDOE", "SECRET", {}})}});
    const auto reader = store.open({0, false, {"SECRE"}});
    EXPECT_THAT(findings_of(*reader, MessageId::mmf_password_differs), SizeIs(1));
}

}  // namespace
}  // namespace restante::sources
