#include "formats/mmf/summary.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

TEST(Summary, WritesTheKnownDraft) {
    Summary draft;
    draft.status = 0x42;
    draft.folder = kOutbox;
    draft.sender = "Ann Lee";
    draft.subject = "RE: draft";
    EXPECT_EQ(to_hex(write_summary(draft)),
              "07b0000c0010000e001400000001420000020000000000824f7574416e6e204c65650052453a2064726166740000"
              "00");
    EXPECT_EQ(*read_summary(write_summary(draft)), draft);
}

TEST(Summary, EveryCutBeforeTheEndOfTheStringsIsAnError) {
    Summary summary;
    summary.rest.clear();
    const ByteVector whole = write_summary(summary);
    EXPECT_EQ(whole.size(), kSummaryFixedSize + 3);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(read_summary(Bytes(whole).first(length), 0x200).error().code, Errc::truncated) << length;
}

ByteVector date_attribute(const DateRecord& date) {
    ByteWriter writer;
    write_date(writer, date);
    return std::move(writer).take();
}

TEST(SummaryBuilder, ReceivedDateWinsEvenWhenInvalid) {
    const DateRecord good{1995, 2, 30, 23, 59, 77, 9};  // the engine checks neither month length nor second
    const DateRecord bad{1899, 12, 31, 0, 0, 0, 0};
    EXPECT_EQ(build_summary(SummaryInput::of(std::vector<ListElement>{}), kInbox).date, kDefaultSummaryDate);
    struct Row {
        std::optional<DateRecord> received, sent;
        DateRecord expected;
    };
    const Row rows[] = {{good, bad, good},
                        {bad, good, kDefaultSummaryDate},
                        {std::nullopt, good, good},
                        {std::nullopt, bad, kDefaultSummaryDate}};
    for (const Row& row : rows) {
        std::vector<ListElement> attributes;
        if (row.received) attributes.push_back({attribute::kDateReceived, date_attribute(*row.received)});
        if (row.sent) attributes.push_back({attribute::kDateSent, date_attribute(*row.sent)});
        EXPECT_EQ(build_summary(SummaryInput::of(attributes), kInbox).date, row.expected);
    }
}

TEST(SummaryBuilder, OwnMessagesShowTheFirstRecipientsThereAre) {
    const ByteVector from = build_triples(std::vector<NewTriple>{{triple::kResolved, "Me", "MS:me", true}});
    const ByteVector cc = build_triples(std::vector<NewTriple>{{triple::kResolved, "Copy", "MS:copy", true}});
    std::vector<ListElement> attributes{{attribute::kFrom, from}, {attribute::kCc, cc}, {attribute::kStatus, {0x00}}};
    EXPECT_EQ(build_summary(SummaryInput::of(attributes), kInbox).sender, "Me");
    attributes.back().data = {0x40};
    EXPECT_EQ(build_summary(SummaryInput::of(attributes), kInbox).sender, "Copy");
}

TEST(SummaryBuilder, SenderText) {
    struct Row {
        std::vector<NewTriple> triples;
        std::string expected;
    };
    const std::string long_name(200, 'x');
    const Row rows[] = {
        {{}, ""},
        {{{triple::kResolved, "Ann", "MS:a", true}, {triple::kUnresolved, "Bob", "", true}}, "Ann; Bob"},
        {{{triple::kResolved, "", "MS:NET/PO/X", true}}, "[MS:NET/PO/X]"},
        {{{triple::kResolved, long_name, "MS:a", true}}, std::string(127, 'x')},
        {{{triple::kResolved, std::string(126, 'x'), "", true}, {triple::kResolved, "y", "", true}},
         std::string(126, 'x')},
        {{{triple::kResolved, std::string(120, 'x'), "", true}, {triple::kResolved, "yyyyyyyyyy", "", true}},
         std::string(120, 'x') + "; yyyyy"},
        {{{triple::kResolved, "", "MS:" + long_name, true}}, "[MS:" + std::string(122, 'x') + "]"},
    };
    for (const Row& row : rows) EXPECT_EQ(sender_text(build_triples(row.triples)), row.expected);
}

TEST(SummaryBuilder, SubjectIsCutAtTheLimit) {
    const std::vector<ListElement> attributes{{attribute::kSubject, ByteVector(200, 'S')}};
    EXPECT_EQ(build_summary(SummaryInput::of(attributes), kInbox).subject, std::string(kMaximumSummaryText, 'S'));
}

// Cut after every byte: what is left is read, and never anything else.
TEST(Summary, SalvageGivesWhatIsLeft) {
    const Summary whole{.status = 0x20, .class_number = 2, .sender = "Ann Lee", .subject = "Budget"};
    const ByteVector stored = write_summary(whole);
    for (std::size_t size = 0; size <= stored.size(); ++size) {
        const auto rest = salvage_summary(Bytes(stored).first(size));
        ASSERT_EQ(rest.has_value(), size >= 14) << size;
        if (!rest) continue;
        EXPECT_EQ(rest->status, size > 14 ? 0x20 : status::kWhenAbsent) << size;
        EXPECT_TRUE(whole.sender.starts_with(rest->sender)) << size;
        EXPECT_TRUE(whole.subject.starts_with(rest->subject)) << size;
    }
    EXPECT_EQ(salvage_summary(Bytes(stored).first(stored.size() - 6))->sender, "Ann Lee");
    EXPECT_EQ(*salvage_summary(stored), whole);
}

}  // namespace
}  // namespace restante::mmf
