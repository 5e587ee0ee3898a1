#include "service/look.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::service {
namespace {

std::unique_ptr<Look> look_at(const char* sample) {
    InspectRequest request;
    request.source = std::string(RESTANTE_TESTS "/samples/mmf/") + sample;
    auto look = Look::open(request);
    EXPECT_TRUE(look);
    return look ? std::move(*look) : nullptr;
}

TEST(Look, ShowsTheSameAsItCounts) {
    const auto look = look_at("attachments.mmf");
    ASSERT_NE(look, nullptr);
    ASSERT_EQ(look->mailbox_count(), 1U);
    const auto folders = look->folders(0);
    ASSERT_TRUE(folders);
    for (std::size_t folder = 0; folder < folders->size(); ++folder) {
        const auto lines = look->page(0, folder, 0, Look::kLongestPage);
        ASSERT_TRUE(lines);
        EXPECT_EQ(lines->size(), (*folders)[folder].messages);
        for (const LookedMessage& line : *lines) {
            const auto message = look->message(0, folder, line.position);
            ASSERT_TRUE(message);
            EXPECT_EQ(message->subject.value_or(""), line.subject);
            EXPECT_EQ(message->attachments.size(), line.attachments);
        }
    }
}

TEST(Look, PagesMeetWithoutGapOrOverlap) {
    const auto look = look_at("attachments.mmf");
    ASSERT_NE(look, nullptr);
    const auto first = look->page(0, 0, 0, 2), second = look->page(0, 0, 2, 2);
    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->size(), 2U);
    ASSERT_EQ(second->size(), 2U);
    EXPECT_EQ((*second)[0].position, 2U);
    EXPECT_EQ(look->page(0, 0, 1'000'000, 2)->size(), 0U);
    EXPECT_EQ(look->page(0, 0, 0, SIZE_MAX)->size(), look->folders(0)->front().messages);
}

TEST(Look, RefusesWhatIsNotThere) {
    const auto look = look_at("basic.mmf");
    ASSERT_NE(look, nullptr);
    EXPECT_EQ(look->folders(7).error().code, ExitCode::usage);
    EXPECT_EQ(look->page(0, 1'000, 0, 1).error().code, ExitCode::usage);
    EXPECT_EQ(look->message(0, 0, 1'000'000).error().code, ExitCode::usage);
    InspectRequest nothing;
    nothing.source = "/nothing/at/all";
    EXPECT_EQ(Look::open(nothing).error().code, ExitCode::bad_source);
}

}  // namespace
}  // namespace restante::service
