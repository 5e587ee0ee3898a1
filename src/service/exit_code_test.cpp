#include "service/exit_code.h"

#include <gtest/gtest.h>

namespace restante::service {
namespace {

TEST(ExitCode, FollowsTheSeverityOfFindings) {
    Findings findings;
    EXPECT_EQ(exit_code_of(findings), ExitCode::success);
    findings.add(MessageId::run_no_time_zone, "info");
    EXPECT_EQ(exit_code_of(findings), ExitCode::success);
    findings.add(MessageId::run_folder_unmatched, "warning");
    EXPECT_EQ(exit_code_of(findings), ExitCode::warnings);
    findings.add(MessageId::run_message_unreadable, "error");
    EXPECT_EQ(exit_code_of(findings), ExitCode::undelivered);
}

TEST(ExitCode, FindingsBeyondTheLimitNeverPassAsClean) {
    Findings findings(1);
    findings.add(MessageId::run_no_time_zone, "info");
    findings.add(MessageId::run_no_time_zone, "not kept");
    EXPECT_EQ(exit_code_of(findings), ExitCode::warnings);
}

TEST(ExitCode, RefusalsByCause) {
    const auto source = [](Errc code) { return refuse_source(Error{code, "x", {}, {}}).value().code; };
    EXPECT_EQ(source(Errc::not_found), ExitCode::bad_source);
    EXPECT_EQ(source(Errc::bad_magic), ExitCode::bad_source);
    EXPECT_EQ(source(Errc::cancelled), ExitCode::interrupted);
    const auto target = [](Errc code) { return refuse_target(Error{code, "x", {}, {}}).value().code; };
    EXPECT_EQ(target(Errc::usage), ExitCode::usage);
    EXPECT_EQ(target(Errc::exists), ExitCode::usage);
    EXPECT_EQ(target(Errc::auth), ExitCode::unavailable);
    EXPECT_EQ(target(Errc::denied), ExitCode::io);
    EXPECT_EQ(target(Errc::no_space), ExitCode::io);
}

}  // namespace
}  // namespace restante::service
