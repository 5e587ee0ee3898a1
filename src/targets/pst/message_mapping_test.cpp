#include "targets/pst/message_mapping.h"

#include <gtest/gtest.h>

#include <map>

#include "formats/tnef/compressed_text.h"
#include "targets/mail/placeholder_map.h"
#include "targets/pst/fixed_font_text.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/target_scratch_test.h"

namespace restante::targets {
namespace {

using testing::note;

class MessageMappingTest : public ::testing::Test {
protected:
    static std::unique_ptr<pst::Writer> make_writer(PatchableSink& sink) {
        pst::WriterOptions options;
        options.record_key[0] = 1;
        return std::move(*pst::Writer::create(sink, options));
    }

    pst::Message map(const model::Message& message, const model::Folder& folder = {.path = {"Inbox"}}) {
        losses_ = {};
        return map_message({*writer_, zone_, addresses_, code_page_}, message, folder, std::string(32, 'a'), losses_);
    }

    template <class T>
    static const T* find(const pst::Properties& properties, std::uint16_t id) {
        for (const pst::Property& property : properties)
            if (property.id == id) return std::get_if<T>(&property.value);
        return nullptr;
    }
    template <class T>
    const T* ours(const pst::Properties& properties, const std::string& name) {
        return find<T>(properties, *writer_->named({tags::kRestanteSet, name}));
    }

    MemorySink sink_;
    std::unique_ptr<pst::Writer> writer_ = make_writer(sink_);
    TimeZone zone_ = TimeZone::utc();
    mail::PlaceholderMap addresses_{""};
    const CodePage* code_page_ = nullptr;
    ItemLosses losses_;
};

struct StatusCase {
    model::MessageStatus status;
    model::FolderRole role;
    std::int32_t flags;
};

TEST_F(MessageMappingTest, Flags) {
    const StatusCase cases[] = {
        {{}, model::FolderRole::inbox, 0x2},
        {{.changed = true}, model::FolderRole::inbox, 0x0},
        {{.read = true}, model::FolderRole::inbox, 0x3},
        {{.submitted = true}, model::FolderRole::inbox, 0x6},
        {{.unsent = true}, model::FolderRole::none, 0xA},
        {{.read = true, .unsent = true, .submitted = true}, model::FolderRole::sent, 0x7},
        {{.unsent = true, .submitted = true}, model::FolderRole::outbox, 0xE},
    };
    for (const StatusCase& each : cases) {
        model::Message message = note("86000001", "s");
        message.status = each.status;
        EXPECT_EQ(map(message, {.path = {"x"}, .role = each.role}).flags, each.flags);
    }
    EXPECT_EQ(map(note("86000001", "s")).flags, 0) << "unknown counts as unread";
}

TEST_F(MessageMappingTest, Priorities) {
    const std::map<model::Priority, std::pair<int, int>> wanted{
        {model::Priority::high, {1, 2}}, {model::Priority::normal, {0, 1}}, {model::Priority::low, {-1, 0}}};
    for (const auto& [priority, values] : wanted) {
        model::Message message = note("86000001", "s");
        message.priority = priority;
        const pst::Message mapped = map(message);
        EXPECT_EQ(*find<std::int32_t>(mapped.properties, tags::kPriority), values.first);
        EXPECT_EQ(*find<std::int32_t>(mapped.properties, tags::kImportance), values.second);
    }
    EXPECT_EQ(find<std::int32_t>(map(note("86000001", "s")).properties, tags::kPriority), nullptr);
}

TEST_F(MessageMappingTest, TimesFollowTheZoneAtTheirDate) {
    zone_ = *TimeZone::named("Europe/Berlin");
    const pst::Message mapped = map(note("86000001", "s"));
    EXPECT_EQ(*find<pst::FileTime>(mapped.properties, tags::kClientSubmitTime),
              pst::FileTime::from_unix(LocalTime{1995, 8, 30, 8, 11, 12}.seconds_as_utc()));
    EXPECT_EQ(*find<pst::FileTime>(mapped.properties, tags::kMessageDeliveryTime),
              pst::FileTime::from_unix(LocalTime{1995, 8, 30, 8, 15, 0}.seconds_as_utc()));
}

TEST_F(MessageMappingTest, DeliveryTimeFallsBackToTheSubmitTime) {
    model::Message message = note("86000001", "s");
    message.received.reset();
    const pst::Message sent_only = map(message);
    EXPECT_EQ(*find<pst::FileTime>(sent_only.properties, tags::kMessageDeliveryTime),
              *find<pst::FileTime>(sent_only.properties, tags::kClientSubmitTime));
    message.sent.reset();
    EXPECT_EQ(find<pst::FileTime>(map(message).properties, tags::kMessageDeliveryTime), nullptr);
}

TEST_F(MessageMappingTest, UnusualDatesAreKeptByName) {
    model::Message message = note("86000001", "s");
    message.sent = LocalTime{1899, 12, 31, 0, 0, 0};
    const pst::Message mapped = map(message);
    EXPECT_EQ(find<pst::FileTime>(mapped.properties, tags::kClientSubmitTime), nullptr);
    EXPECT_NE(ours<pst::FileTime>(mapped.properties, "mmf-00038005"), nullptr);
    ASSERT_EQ(losses_.notes.size(), 1U);
    EXPECT_EQ(losses_.notes[0].first, MessageId::pst_target_date_range);
}

TEST_F(MessageMappingTest, Q192526_LinesEndInCrLfAndPlacesOfAttachmentsFollow) {
    model::Message message = note("86000001", "s");
    message.body = "a\rb\nc  d";
    message.attachments.resize(2);
    message.attachments[0].position = 5;
    const pst::Message mapped = map(message);
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kBody), "a\r\nb\r\nc  d");
    EXPECT_EQ(mapped.attachments[0].rendering_position, 7);
    EXPECT_EQ(mapped.attachments[1].rendering_position, -1);
}

TEST_F(MessageMappingTest, NulsAreShownAndCounted) {
    model::Message message = note("86000001", "s");
    message.body = std::string("a\0b", 3);
    EXPECT_EQ(*find<std::string>(map(message).properties, tags::kBody), "a\u2400b");
    ASSERT_EQ(losses_.notes.size(), 1U);
    EXPECT_EQ(losses_.notes[0].first, MessageId::pst_target_nul_shown);
}

TEST_F(MessageMappingTest, FixedFontIsFormattedText) {
    model::Message message = note("86000001", "s");
    message.body = "\u2554\u2557 x\r\n";
    EXPECT_EQ(find<ByteVector>(map(message).properties, tags::kCompressedRtf), nullptr);
    message.fixed_font = true;
    message.attachments.resize(1);
    message.attachments[0].position = 2;
    const pst::Message mapped = map(message);
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kBody), *message.body);
    const auto rtf = tnef::unpack_text(*find<ByteVector>(mapped.properties, tags::kCompressedRtf));
    ASSERT_TRUE(rtf);
    EXPECT_TRUE(rtf->checksum_fits);
    EXPECT_EQ(as_text(rtf->text), fixed_font_rtf(*message.body, {2}));
    EXPECT_TRUE(*find<bool>(mapped.properties, tags::kRtfInSync));
    EXPECT_EQ(*ours<std::int32_t>(mapped.properties, "mmf-00040010"), 1);
    message.body.reset();
    EXPECT_EQ(find<ByteVector>(map(message).properties, tags::kCompressedRtf), nullptr);
}

TEST_F(MessageMappingTest, LetterheadIsKept) {
    model::Message message = note("86000001", "s");
    EXPECT_EQ(ours<std::string>(map(message).properties, "restante-letterhead"), nullptr);
    message.letterhead = "FROM: Ann\r\n";
    EXPECT_EQ(*ours<std::string>(map(message).properties, "restante-letterhead"), "FROM: Ann\r\n");
}

TEST_F(MessageMappingTest, Q233325_InvalidDatesAreKeptAsStored) {
    model::Message message = note("86000001", "s");
    message.invalid_dates = {{0x00038005, "1998-02-31T12:00:00"}};
    EXPECT_EQ(*ours<std::string>(map(message).properties, "mmf-00038005"), "1998-02-31T12:00:00");
}

TEST_F(MessageMappingTest, SearchKeyComesFromTheMessageIdOrTheItem) {
    model::Message message = note("86000001", "s");
    EXPECT_EQ(to_hex(*find<ByteVector>(map(message).properties, tags::kSearchKey)), std::string(32, 'a'));
    message.message_id = "0123456789ABCDEF0123456789ABCDEF";
    EXPECT_EQ(to_hex(*find<ByteVector>(map(message).properties, tags::kSearchKey)), "0123456789abcdef0123456789abcdef");
    message.message_id = "not hex";
    const pst::Message mapped = map(message);
    EXPECT_EQ(to_hex(*find<ByteVector>(mapped.properties, tags::kSearchKey)), std::string(32, 'a'));
    EXPECT_EQ(*ours<std::string>(mapped.properties, "mmf-00018009"), "not hex");
}

TEST_F(MessageMappingTest, NonDeliveryReports) {
    model::Message report = note("86000001", "Undeliverable", "report body");
    report.class_name = "IPM.Microsoft Mail.Non-Delivery";
    report.to = {{"John", "MS", "A/B/J", model::AddressKind::resolved}};
    report.attachments.push_back({.number = 1, .name = "x.txt"});
    using model::AttributeType;
    report.attributes = {
        {0x00020005, AttributeType::text, std::string("User unknown")},
        {0x00000001, AttributeType::triples, std::vector<model::Address>{{"John", "MS", "A/B/J"}}},
        {0x00000002, AttributeType::triples, std::vector<model::Address>{{"Bad", "MS", "X/Y/Z"}}},
        {0x00010004, AttributeType::string, std::string("Original")},
        {0x00070006, AttributeType::word, std::uint32_t{2}},
    };
    const pst::Message mapped = map(report);
    EXPECT_EQ(mapped.message_class, "Report.IPM.Note.NDR");
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kReportText), "User unknown");
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kBody), "report body");
    ASSERT_EQ(mapped.recipients.size(), 1U);
    EXPECT_EQ(mapped.recipients[0].name, "Bad");
    ASSERT_EQ(mapped.attachments.size(), 1U);
    const pst::Message& original = *mapped.attachments[0].embedded;
    EXPECT_EQ(original.message_class, "Report.IPM.Note.IPNRN");
    EXPECT_EQ(original.subject, "Original");
    EXPECT_EQ(find<std::string>(original.properties, tags::kBody), nullptr) << "the body is that of the report";
    EXPECT_EQ(*find<std::string>(original.properties, tags::kSender.name), "John");
    ASSERT_EQ(original.attachments.size(), 1U);

    report.body.reset();
    EXPECT_EQ(*find<std::string>(map(report).properties, tags::kBody), "User unknown");
}

TEST_F(MessageMappingTest, ReportsNameTheirOriginal) {
    model::Message receipt = note("86000001", "Registered: s");
    receipt.class_name = "IPM.Microsoft Mail.Read Receipt";
    receipt.parent_id = "0102";
    const pst::Message mapped = map(receipt);
    EXPECT_EQ(mapped.message_class, "Report.IPM.Note.IPNRN");
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kOriginalMessageId), "<0102@msmail.invalid>");
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kReportDisposition), "displayed");
    EXPECT_EQ(*find<pst::FileTime>(mapped.properties, tags::kReceiptTime),
              *find<pst::FileTime>(mapped.properties, tags::kClientSubmitTime));
    receipt.class_name = "IPM.Microsoft Mail.Non-Delivery";
    const pst::Message undelivered = map(receipt);
    EXPECT_EQ(*find<pst::FileTime>(undelivered.properties, tags::kReportTime),
              *find<pst::FileTime>(undelivered.properties, tags::kClientSubmitTime));
    EXPECT_EQ(find<std::string>(undelivered.properties, tags::kReportDisposition), nullptr);
}

TEST_F(MessageMappingTest, MessagesInsideAreEmbedded) {
    auto inner = std::make_shared<model::Message>(note("", "inner"));
    inner->attachments = {{.name = "A.TXT", .data = std::make_shared<MemoryBytes>(ByteVector{1})}};
    model::Message outer = note("86000001", "outer");
    outer.attachments = {{.name = "inner.eml", .kind = model::AttachmentKind::message, .message = inner},
                         {.name = "inner.eml", .kind = model::AttachmentKind::message, .message = inner}};
    const pst::Message mapped = map(outer);
    ASSERT_EQ(mapped.attachments.size(), 2U);
    EXPECT_EQ(mapped.attachments[0].method, pst::AttachMethod::embedded_message);
    ASSERT_TRUE(mapped.attachments[0].embedded);
    const pst::Message& embedded = *mapped.attachments[0].embedded;
    EXPECT_EQ(embedded.subject, "inner");
    EXPECT_EQ(embedded.attachments.size(), 1U);
    EXPECT_EQ(ours<std::string>(embedded.properties, tags::kItemIdName), nullptr);
    EXPECT_NE(*find<ByteVector>(embedded.properties, tags::kSearchKey),
              *find<ByteVector>(mapped.attachments[1].embedded->properties, tags::kSearchKey));
    EXPECT_TRUE(losses_.notes.empty());
}

TEST_F(MessageMappingTest, R11_MacintoshFilesAreTwoAttachments) {
    model::Message message = note("86000001", "s");
    const auto bytes = std::make_shared<MemoryBytes>(ByteVector{1});
    message.attachments = {{.name = "Plan", .data = bytes, .apple_double = bytes}, {.name = "Next", .data = bytes}};
    const pst::Message mapped = map(message);
    ASSERT_EQ(mapped.attachments.size(), 3U);
    EXPECT_EQ(*find<std::string>(mapped.attachments[0].properties, tags::kAttachLongFilename), "Plan");
    EXPECT_EQ(*find<std::string>(mapped.attachments[1].properties, tags::kAttachLongFilename), "Next");
    EXPECT_EQ(*find<std::string>(mapped.attachments[2].properties, tags::kAttachLongFilename), "Plan.applefile");
}

TEST_F(MessageMappingTest, AnswersGoToThoseWhoCanBeReached) {
    model::Message message = note("86000001", "s");
    message.reply_to = {{"Office", "SMTP", "office@example.org", model::AddressKind::resolved}, {.name = "Nobody"}};
    const pst::Message mapped = map(message);
    EXPECT_EQ(*find<std::string>(mapped.properties, tags::kReplyRecipientNames), "Office");
    const ByteVector& list = *find<ByteVector>(mapped.properties, tags::kReplyRecipientEntries);
    EXPECT_EQ(to_hex(Bytes(list).first(4)), "01000000");
    EXPECT_EQ(list.size() % 4, 0U);
    EXPECT_EQ((*ours<std::vector<std::string>>(mapped.properties, tags::kReplyToName)).size(), 2U);
}

TEST_F(MessageMappingTest, AnsiTextKeepsWhatItLoses) {
    const CodePage page = *CodePage::numbered(1252);
    code_page_ = &page;
    const pst::Message mapped = map(note("86000001", "s", "\u4E2D\u6587 text"));
    EXPECT_EQ(losses_.characters, 2U);
    const auto* kept = ours<ByteVector>(mapped.properties, "utf8-1000");
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(as_text(*kept), "\u4E2D\u6587 text");
    map(note("86000001", "s", "\u20AC"));
    EXPECT_EQ(losses_.characters, 0U);
}

TEST_F(MessageMappingTest, UnknownAttributesKeepTheirNames) {
    model::Message message = note("86000001", "s");
    message.attributes = {{0x00018021, model::AttributeType::string, std::string("unknown")},
                          {0x00080000, model::AttributeType::dword, std::uint32_t{305419896}}};
    const pst::Message mapped = map(message);
    EXPECT_EQ(*ours<std::string>(mapped.properties, "mmf-00018021"), "unknown");
    EXPECT_EQ(*ours<std::int32_t>(mapped.properties, "mmf-00080000"), 305419896);
}

}  // namespace
}  // namespace restante::targets
