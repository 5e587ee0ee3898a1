#include "service/forecast.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace restante::service {
namespace {

namespace fs = std::filesystem;

class ForecastTest : public testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(root_);
        fs::create_directories(root_ / "temporary");
        ::setenv("TMPDIR", (root_ / "temporary").c_str(), 1);
    }
    void TearDown() override {
        ::unsetenv("TMPDIR");
        fs::remove_all(root_);
    }
    [[nodiscard]] MigrateRequest request_for(const std::string& scheme, const std::string& parameters = "") const {
        MigrateRequest request;
        request.source = RESTANTE_TESTS "/samples/mmf/receipts.mmf";
        request.targets = {scheme + ":" + (root_ / "out").string() + parameters};
        return request;
    }
    fs::path root_ = fs::path(testing::TempDir()) / "forecast";
    std::atomic<bool> cancel_{false};
};

TEST_F(ForecastTest, WritesNothingThatStays) {
    for (const auto& [scheme, parameters] : {std::pair{"pst", ""},
                                             {"maildir", ""},
                                             {"mbox", ""},
                                             {"eml", ""},
                                             {"migration", ""},
                                             {"bag", "?inner=mbox"},
                                             {"contacts", "?version=3"}}) {
        const auto result = forecast(request_for(scheme, parameters), {6, 100}, cancel_);
        ASSERT_TRUE(result) << scheme << ": " << result.error().text;
        EXPECT_EQ(result->tried_with, scheme);
        EXPECT_TRUE(result->whole) << scheme;
        EXPECT_GT(result->seconds, 0) << scheme;
        EXPECT_EQ(result->low, result->seconds) << scheme;
        EXPECT_EQ(result->high, result->seconds) << scheme;
        EXPECT_TRUE(fs::is_empty(root_ / "temporary")) << scheme;
        EXPECT_FALSE(fs::exists(root_ / "out")) << scheme;
    }
}

TEST_F(ForecastTest, TellsWhatTheDestinationCannotKeep) {
    const auto result = forecast(request_for("migration"), {6, 100}, cancel_);
    ASSERT_TRUE(result);
    EXPECT_TRUE(std::ranges::any_of(result->losses, [](const Forecast::Loss& loss) {
        return loss.finding.id == MessageId::migration_class_lost;
    })) << "receipts become ordinary messages in migration files";
}

TEST_F(ForecastTest, IsStoppedAndGrowsWithWhatIsLeft) {
    cancel_ = true;
    const auto result = forecast(request_for("eml"), {600, 100}, cancel_);
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->whole);
    EXPECT_GE(result->messages, 1U);
    EXPECT_GT(result->high, result->seconds * 50);
}

TEST_F(ForecastTest, RefusesWhereAMigrationWould) {
    MigrateRequest request = request_for("eml");
    request.source = "/nowhere/at/all";
    EXPECT_EQ(forecast(request, {1, 1}, cancel_).error().code, ExitCode::bad_source);
    request = request_for("eml");
    request.targets = {"imap://bob@127.0.0.1:1/"};
    request.secret = [](const std::string&) -> Result<targets::Secret> { return targets::Secret{"x", false}; };
    EXPECT_EQ(forecast(request, {1, 1}, cancel_).error().code, ExitCode::unavailable);
    EXPECT_TRUE(fs::is_empty(root_ / "temporary"));
}

}  // namespace
}  // namespace restante::service
