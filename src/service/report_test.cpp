#include "service/report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/report_place.h"

namespace restante::service {
namespace {

using Json = nlohmann::json;

class ReportTest : public ::testing::Test {
protected:
    ReportTest() {
        request_.targets = {"maildir:out", "json:x.json"};
        request_.selection.folders = {"Inbox"};
        pipeline::MailboxResult mailbox;
        mailbox.mailbox.name = "JDOE";
        pipeline::FolderResult inbox;
        inbox.path = {"Inbox"};
        inbox.counts.messages.deliver(2);
        inbox.counts.messages.fail();
        mailbox.folders = {inbox};
        mailbox.counts = inbox.counts;
        mailbox.findings.add(MessageId::run_message_unreadable, "cut \"off\"", "Inbox/3", 0x4a02);
        mailbox.losses.resize(2);
        mailbox.losses[1].add(MessageId::run_address_books_not_carried, "lost", "Inbox/1");
        run_.totals = mailbox.counts;
        run_.mailboxes.deliver();
        run_.failures.add({pipeline::ItemKind::message, "JDOE", "Inbox/3", 7, "maildir:out",
                           Error{Errc::rejected, "refused", 16, "x"}});
        run_.per_mailbox.push_back(std::move(mailbox));
    }

    [[nodiscard]] Report report() const { return {request_, source_, run_, ExitCode::undelivered, unresolved_}; }

    MigrateRequest request_;
    sources::SourceDescription source_{"mmf", "box.mmf", "1", 7};
    pipeline::RunResult run_;
    std::vector<pipeline::CountedAddress> unresolved_{
        {"FAX:a\rb\r", "Ann \"A\"", "", pipeline::Reach::unreachable, 3, ""}};
};

TEST_F(ReportTest, JsonHasEveryNumberAndName) {
    const Json json = Json::parse(report_json(report()));
    EXPECT_EQ(json["schema"], "restante-report/1");
    EXPECT_EQ(json["exit_code"], 2);
    EXPECT_EQ(json["options"], (Json{{"folder", {"Inbox"}}}));
    const Json tally{{"found", 3}, {"delivered", 2}, {"skipped", 0}, {"failed", 1}};
    EXPECT_EQ(json["totals"]["messages"], tally);
    EXPECT_EQ(json["mailboxes"][0]["messages"], tally);
    EXPECT_EQ(json["mailboxes"][0]["folder_list"][0]["messages"], tally);
    EXPECT_EQ(json["findings"][0]["code"], "RUN-001");
    EXPECT_EQ(json["findings"][0]["offset"], 0x4a02);
    EXPECT_EQ(json["findings"][0]["text"], "cut \"off\"");
    EXPECT_FALSE(json["findings"][0]["remedy"].get<std::string>().empty());
    EXPECT_EQ(json["losses"][0]["target"], "json:x.json");
    EXPECT_EQ(json["failed"][0]["count"], 7);
    EXPECT_EQ(json["failed"][0]["offset"], 16);
    EXPECT_EQ(json["unnamed"], (Json{{"findings", 0}, {"failed", 0}}));
    EXPECT_EQ(json["unresolved"], (Json::array({{{"address", "FAX:a\rb\r"}, {"name", "Ann \"A\""}, {"count", 3}}})));
    EXPECT_FALSE(json.contains("stopped"));
}

TEST_F(ReportTest, WithoutAnythingToTellItIsStillValid) {
    run_ = {};
    EXPECT_EQ(Json::parse(report_json(report()))["findings"], Json::array());
}

TEST_F(ReportTest, TextNamesWhatWasNotDelivered) {
    const std::string text = report_text(report());
    for (const char* words :
         {"box.mmf", "maildir:out", "exit code 2", "JDOE Inbox/3 to maildir:out", "RUN-001", "@0x4a02"})
        EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

TEST_F(ReportTest, IsDeterministic) {
    EXPECT_EQ(report_json(report()), report_json(report()));
    EXPECT_EQ(report_text(report()), report_text(report()));
}

TEST(ReportPlace, AskedForWinsAndOtherwiseStateDirectory) {
    MigrateRequest request;
    request.source = "box.mmf";
    EXPECT_TRUE(report_place(request, {}).fallback);
    request.report_directory = "here";
    EXPECT_EQ(report_place(request, {}).path, "here/restante-report");
    EXPECT_FALSE(report_place(request, {}).fallback);
}

}  // namespace
}  // namespace restante::service
