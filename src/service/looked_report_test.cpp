#include "service/looked_report.h"

#include <gtest/gtest.h>

#include "service/look.h"

namespace restante::service {
namespace {

std::unique_ptr<Look> look_at(const std::string& name) {
    InspectRequest request;
    request.source = RESTANTE_TESTS "/samples/mmf/" + name;
    auto look = Look::open(request);
    return look ? std::move(*look) : nullptr;
}

// Of the first folder, by position.
std::optional<LookedReport> report_in(const std::string& name, std::string_view subject) {
    const auto look = look_at(name);
    if (!look) return std::nullopt;
    const auto folders = look->folders(0);
    for (std::size_t folder = 0; folder < folders->size(); ++folder)
        for (std::size_t i = 0; i < (*folders)[folder].messages; ++i)
            if (const auto message = look->message(0, folder, i); message && message->subject == subject)
                return looked_report(*message);
    return std::nullopt;
}

TEST(LookedReport, AReceiptSaysWhoReadWhatAndWhen) {
    const auto report = report_in("receipts.mmf", "Subject 1");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind, "read-receipt");
    ASSERT_EQ(report->people.size(), 1U);
    EXPECT_EQ(report->people[0].name, "Jane Roe");
    EXPECT_EQ(report->original_subject, "Orig subject");
    ASSERT_TRUE(report->original_sent && report->read_at);
    EXPECT_EQ(report->original_sent->iso(), "1995-07-01T01:02:03");
    EXPECT_EQ(report->read_at->iso(), "1995-07-02T02:03:04");
}

TEST(LookedReport, ANonDeliveryReportSaysWhoDidNotGetItAndWhy) {
    const auto report = report_in("receipts.mmf", "Subject 2");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind, "non-delivery");
    ASSERT_EQ(report->people.size(), 2U);
    EXPECT_EQ(report->people[1].name, "Bad One");
    ASSERT_EQ(report->original_from.size(), 1U);
    EXPECT_EQ(report->original_from[0].name, "John Doe");
    EXPECT_EQ(report->original_subject, "Orig NDR subject");
    EXPECT_EQ(report->explanation, "User unknown\r\nreally\r\n");
}

TEST(LookedReport, AMeetingSaysWhenAndWhose) {
    const auto look = look_at("schedule.mmf");
    ASSERT_TRUE(look);
    std::size_t meetings = 0;
    for (std::size_t i = 0; i < look->folders(0)->front().messages; ++i) {
        const auto message = look->message(0, 0, i);
        const auto report = message ? looked_report(*message) : std::nullopt;
        if (!report) continue;
        ++meetings;
        EXPECT_TRUE(report->kind.starts_with("meeting-"));
        ASSERT_TRUE(report->start && report->end);
        EXPECT_EQ(report->start->iso(), "1995-09-10T09:00:00");
        ASSERT_EQ(report->original_from.size(), 1U);
        EXPECT_EQ(report->original_from[0].name, "Owner Name");
    }
    EXPECT_GE(meetings, 4U);
}

TEST(LookedReport, OrdinaryMessagesAreNone) { EXPECT_FALSE(report_in("receipts.mmf", "Subject 6")); }

}  // namespace
}  // namespace restante::service
