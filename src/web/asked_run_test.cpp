#include "web/asked_run.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::web {
namespace {

TEST(AskedJob, BecomesARequest) {
    const auto job = read_asked_job(
        R"({"kind":"plan","secret":"s","request":{"source":"/a.mmf","targets":["pst:/out"],"users":["BOB"],)"
        R"("since":"1995-01-01","contacts":false,"time_zone":"Europe/Berlin"}})");
    ASSERT_TRUE(job) << job.error().describe();
    EXPECT_EQ(job->migrate.source, "/a.mmf");
    EXPECT_TRUE(job->migrate.dry_run);
    EXPECT_EQ(job->migrate.selection.users.at(0), "BOB");
    EXPECT_EQ(job->migrate.selection.since->year, 1995);
    EXPECT_FALSE(job->migrate.selection.contacts);
    EXPECT_EQ(job->migrate.secret("x")->text, "s");
}

TEST(AskedJob, RefusesWhatItIsNot) {
    for (const char* text : {
             "",
             "[]",
             "{}",
             "null",
             "{\"kind\":1}",
             R"({"kind":"run"})",
             R"({"kind":"format","request":{}})",
             R"({"kind":"run","request":{"source":"a.mmf","targets":["pst:/out"]}})",
             R"({"kind":"run","request":{"source":"/a.mmf","targets":[]}})",
             R"({"kind":"run","request":{"source":"/a.mmf","targets":["pst:out"]}})",
             R"({"kind":"run","request":{"source":"/a.mmf","targets":["json:-"]}})",
             R"({"kind":"run","request":{"source":"/a.mmf","targets":["pst:/out"],"since":"x"}})",
             R"({"kind":"run","request":{"source":"/a.mmf","targets":"pst:/out"}})",
             R"({"kind":"verify","request":{"ledger":"../x"}})",
             R"({"kind":"inspect","request":{"source":"/a.mmf","code_page":4.9e26}})",
             R"({"kind":"inspect","request":{"source":"/a.mmf","code_page":98765432109876543210}})",
             R"({"kind":"inspect","request":{"source":"/a.mmf","code_page":850.5}})",
         })
        EXPECT_FALSE(read_asked_job(text)) << text;
}

TEST(AskedJob, NobodyIsAskedAtTheTerminal) { EXPECT_EQ(typed_secret("", false)("bob").error().code, Errc::auth); }

}  // namespace
}  // namespace restante::web
