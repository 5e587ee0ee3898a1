// Postoffices with hidden layouts: what is chosen is right or unknown, never wrong.
#include "formats/postoffice/mail/mai_choice.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

#include "formats/postoffice/mail/data_element.h"

namespace restante::postoffice {
namespace {

struct Office {
    std::vector<MaiMessage> messages{};
    std::vector<ByteVector> bytes{};
    std::vector<MaiFile> files{};
    AttachmentSizes attachments{};
};

MaiMessage office_message(std::size_t number, AttachmentSizes& attachments, const MaiWriteLayout& layout) {
    static const std::string kBodies[] = {
        "Please send me your comments on the budget before Friday noon.\r\nRegards, Bob\r\n",
        "The meeting has moved to room 12, see you there at half past nine.\r\n",
        "Thank you for the report. I shall read it over the weekend.\r\n"};
    MaiMessage message;
    message.vendor = {{0x31, 1 + number % 3}, {0x32, 2}, {0x33, 10}, {0x37, 10}};
    message.from = {{.text = fmt::format("ACME/HQ/USER{}", number), .name = fmt::format("User Number {}", number)}};
    message.to = {{.text = "ACME/HQ/BOB", .trailer = {1}}};
    message.date = LocalTime{1995,
                             static_cast<std::uint16_t>(1 + number % 12),
                             static_cast<std::uint16_t>(1 + number % 28),
                             static_cast<std::uint16_t>(8 + number % 10),
                             static_cast<std::uint16_t>(number % 60),
                             0};
    message.priority = static_cast<char>('1' + number % 5);
    message.subject = fmt::format("Message number {} of a few", number);
    std::string header = "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: User\r\nTo:  Bob\r\n";
    for (std::size_t i = 0; i < number % 4; ++i) header += "    Carol\r\n";
    message.text = header + std::string(78, '-') + "\r\n";
    for (std::size_t i = 0; i < 8 + number % 5; ++i) *message.text += kBodies[(number + i) % 3];
    if (layout.text_border) message.text_border = 3 + number % 4 + (layout.text_border->counts_rule ? 1 : 0);
    for (std::size_t i = 0; i < number % 3; ++i) {
        const auto id = static_cast<std::uint32_t>(0x1A2B00 + number * 16 + i);
        const auto size = static_cast<std::uint32_t>(1000 + number * 371 + i);
        attachments[id] = size;
        MailAttachment attachment{.id = id, .name = fmt::format("FILE{}.DOC", number * 3 + i)};
        for (const AttachmentValue& value : layout.attachments.values) {
            if (value.role == AttachmentRole::size) attachment.size = size;
            if (value.role == AttachmentRole::date) attachment.date = LocalTime{1994, 3, 4, 5, 6, 8};
            if (value.role == AttachmentRole::type) attachment.type = static_cast<std::uint32_t>(i);
        }
        message.attachments.push_back(std::move(attachment));
    }
    return message;
}

Office office_with(const MaiWriteLayout& layout, std::size_t count, std::size_t first = 0) {
    Office office;
    for (std::size_t i = 0; i < count; ++i) {
        office.messages.push_back(office_message(first + i, office.attachments, layout));
        office.bytes.push_back(*compose_mai(office.messages.back(), layout));
        Findings findings;
        const MemoryBytes source(office.bytes.back());
        office.files.push_back(*read_mai(source, {0, source.size()}, findings));
        EXPECT_TRUE(findings.empty());
    }
    return office;
}

MaiChoice choice_of(const Office& office, bool with_headers) {
    std::vector<MaiSample> samples;
    for (std::size_t i = 0; i < office.files.size(); ++i) {
        MaiSample sample{.file = &office.files[i]};
        if (with_headers) {
            sample.header_date = office.messages[i].date;
            sample.header_date->minute = static_cast<std::uint16_t>((sample.header_date->minute + 3) % 60);
            sample.header_subject = office.messages[i].subject;
        }
        samples.push_back(std::move(sample));
    }
    return choose_mai_layouts(samples, office.attachments);
}

MaiWriteLayout random_layout() {
    MaiWriteLayout layout;
    layout.text = *rc::gen::elementOf(text_variants());
    layout.text_element = *rc::gen::element<std::size_t>(128, 500, 32'768);
    layout.subject.cipher.enciphered = *rc::gen::arbitrary<bool>();
    layout.date = *rc::gen::elementOf(date_layouts());
    layout.priority = *rc::gen::elementOf(priority_layouts());
    layout.attachments = *rc::gen::elementOf(attachment_layouts());
    if (*rc::gen::arbitrary<bool>()) {
        layout.attachments.code = element_code::kVendor;
        layout.attachments.qualifier = 0x38;
    }
    if (*rc::gen::arbitrary<bool>())
        layout.text_border = TextBorderLayout{element_code::kVendor, 0x39, *rc::gen::arbitrary<bool>()};
    return layout;
}

// Of a text that is said to be disputed, single characters may differ; everything else is as it was.
bool agrees(const std::optional<std::string>& read, const std::optional<std::string>& stored, bool disputed) {
    if (!read) return true;
    if (!stored || read->size() != stored->size()) return false;
    std::size_t different = 0;
    for (std::size_t i = 0; i < read->size(); ++i) different += (*read)[i] == (*stored)[i] ? 0U : 1U;
    return disputed ? different * 100 <= read->size() : different == 0;
}

template <class Value>
bool right_or_unknown(const std::optional<Value>& read, const std::optional<Value>& stored) {
    return !read || read == stored;
}

void expect_never_wrong(const Office& office, const MaiLayouts& layouts) {
    for (std::size_t i = 0; i < office.files.size(); ++i) {
        Findings findings;
        const MaiMessage read = interpret_mai(office.files[i], layouts, findings);
        const MaiMessage& stored = office.messages[i];
        RC_ASSERT(read.from == stored.from && read.to == stored.to);
        const bool disputed = std::ranges::any_of(
            findings.list(), [](const Finding& finding) { return finding.id == MessageId::postoffice_text_disputed; });
        RC_ASSERT(agrees(read.text, stored.text, disputed) && agrees(read.subject, stored.subject, false));
        RC_ASSERT(right_or_unknown(read.date, stored.date));
        RC_ASSERT(right_or_unknown(read.priority, stored.priority));
        RC_ASSERT(right_or_unknown(read.text_border, stored.text_border));
        if (read.attachments.empty()) continue;
        RC_ASSERT(read.attachments.size() == stored.attachments.size());
        for (std::size_t k = 0; k < read.attachments.size(); ++k) {
            RC_ASSERT(right_or_unknown(read.attachments[k].id, stored.attachments[k].id));
            RC_ASSERT(right_or_unknown(read.attachments[k].name, stored.attachments[k].name));
            RC_ASSERT(right_or_unknown(read.attachments[k].size, stored.attachments[k].size));
            RC_ASSERT(right_or_unknown(read.attachments[k].date, stored.attachments[k].date));
            RC_ASSERT(right_or_unknown(read.attachments[k].type, stored.attachments[k].type));
        }
    }
}

RC_GTEST_PROP(MaiChoiceProperty, HiddenLayoutsAreReadRightOrNotAtAll, ()) {
    const MaiWriteLayout layout = random_layout();
    const Office office =
        office_with(layout, *rc::gen::inRange<std::size_t>(0, 12), *rc::gen::inRange<std::size_t>(0, 1000));
    expect_never_wrong(office, choice_of(office, *rc::gen::arbitrary<bool>()).layouts);
}

// Which file, and what it is called, is always known; numbers that several layouts would explain may be left out.
void expect_attachments(const std::vector<MailAttachment>& read, const std::vector<MailAttachment>& stored,
                        const std::string& layout) {
    ASSERT_EQ(read.size(), stored.size()) << layout;
    for (std::size_t i = 0; i < read.size(); ++i) {
        EXPECT_EQ(read[i].id, stored[i].id) << layout;
        EXPECT_EQ(read[i].name, stored[i].name) << layout;
        EXPECT_TRUE(right_or_unknown(read[i].size, stored[i].size)) << layout;
        EXPECT_TRUE(right_or_unknown(read[i].date, stored[i].date)) << layout;
        EXPECT_TRUE(right_or_unknown(read[i].type, stored[i].type)) << layout;
    }
}

// With mail enough and the headers of the mailbags, everything is known but disputed characters.
TEST(MaiChoice, EveryCandidateOfEveryTableIsFound) {
    const auto check = [](const MaiWriteLayout& layout) {
        const Office office = office_with(layout, 12);
        const MaiChoice choice = choice_of(office, true);
        for (std::size_t i = 0; i < office.files.size(); ++i) {
            Findings findings;
            const MaiMessage read = interpret_mai(office.files[i], choice.layouts, findings);
            const MaiMessage& stored = office.messages[i];
            EXPECT_EQ(read.date, stored.date) << layout.date.describe();
            EXPECT_EQ(read.priority, stored.priority) << describe(layout.priority);
            EXPECT_EQ(read.subject, stored.subject);
            expect_attachments(read.attachments, stored.attachments, layout.attachments.describe());
            EXPECT_EQ(read.text_border, stored.text_border);
            EXPECT_EQ(read.text, stored.text);
            EXPECT_TRUE(read.unknown.empty() && read.unproved.empty());
            EXPECT_TRUE(findings.empty());
        }
    };
    for (const DateLayout& date : date_layouts()) check({.date = date});
    for (const PriorityLayout priority : priority_layouts()) check({.priority = priority});
    // There are too many orders to try all of them each time.
    constexpr std::size_t kStep = 29;
    const std::vector<AttachmentLayout>& attachments = attachment_layouts();
    for (std::size_t i = 0; i < attachments.size(); i += i < 3 || i + 4 > attachments.size() ? 1 : kStep)
        check({.attachments = attachments[i]});
    for (const bool counts_rule : {false, true})
        check({.text_border = TextBorderLayout{element_code::kVendor, 0x39, counts_rule}});
    check({.subject = {.cipher = {.enciphered = false}}});
}

TEST(MaiChoice, NothingIsKnownOfNothing) {
    const MaiChoice choice = choose_mai_layouts({}, {});
    EXPECT_TRUE(choice.layouts.text.empty() && choice.layouts.date.empty() && choice.layouts.attachments.empty());
    EXPECT_TRUE(choice.evidence.empty());
    const Office office = office_with({}, 2);
    Findings findings;
    const MaiMessage read = interpret_mai(office.files[1], {}, findings);
    EXPECT_EQ(read.from, office.messages[1].from);
    EXPECT_EQ(read.text, std::nullopt);
    EXPECT_EQ(read.unproved.size(), 5U);  // date, priority, subject, attachments, text
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_field_unproved);
}

TEST(MaiChoice, EvidenceIsGivenForEachCandidate) {
    const MaiChoice choice = choice_of(office_with({}, 12), true);
    std::size_t standing = 0;
    for (const CandidateEvidence& candidate : choice.evidence) {
        EXPECT_FALSE(candidate.candidate.empty());
        if (!candidate.standing) continue;
        ++standing;
        EXPECT_GT(candidate.evidence.confirmed, 0U);
    }
    EXPECT_GE(standing, 5U);
    EXPECT_LT(standing, choice.evidence.size());
}

TEST(MaiChoice, AnAttachmentLayoutNeedsTheFilesItNames) {
    Office office = office_with({}, 12);
    office.attachments.clear();
    EXPECT_TRUE(choice_of(office, true).layouts.attachments.empty());
}

TEST(MaiMessage, StubsAreTold) {
    EXPECT_TRUE(is_stub({.from = {{.text = "TESTNET/TESTPO/Admin"}}}));
    EXPECT_FALSE(is_stub({.from = {{.text = "TESTNET/TESTPO/Bob"}}}));
    EXPECT_FALSE(is_stub({}));
    MaiMessage message{.vendor = {{0x31, 1}}, .from = {{.text = "TESTNET/TESTPO/Admin"}}};
    const MemoryBytes source(*compose_mai(message, {}));
    Findings findings;
    EXPECT_EQ(interpret_mai(*read_mai(source, {0, source.size()}, findings), {}, findings).from, message.from);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_stub);
}

TEST(MaiDate, TextsOfManyForms) {
    const LocalTime time{1997, 10, 9, 10, 24, 0};
    for (const char* text :
         {"1997-10-09 10:24", "199710091024", "19971009102400", "1997/10/09, 10:24:00", "1997-10-09T10:24"})
        EXPECT_EQ(parse_mail_date_text(text), time) << text;
    for (const char* text :
         {"", "10-09-97 10:24", "1997-10-09", "1997-13-09 10:24", "x1997-10-09 10:24", "1997-10-09\x01 10:24"})
        EXPECT_EQ(parse_mail_date_text(text), std::nullopt) << text;
    EXPECT_EQ(dos_time(dos_value({1995, 6, 7, 8, 9, 10})), (LocalTime{1995, 6, 7, 8, 9, 10}));
    EXPECT_EQ(dos_time(0), std::nullopt);
}

TEST(MaiMessage, TheRuleEndsTheHeader) {
    EXPECT_EQ(lines_above_rule("a\r\nb\r\n--------------------------------\r\nc"), 2U);
    EXPECT_EQ(lines_above_rule("--------------------"), 0U);
    for (const char* text : {"", "a\n\n", "-----\n", "------------------------------ x\n"})
        EXPECT_EQ(lines_above_rule(text), std::nullopt);
}

}  // namespace
}  // namespace restante::postoffice
