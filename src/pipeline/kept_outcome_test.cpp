#include "pipeline/kept_outcome.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::pipeline {
namespace {

MailboxOutcome outcome_of_two_targets() {
    MailboxOutcome outcome;
    outcome.result.mailbox.name = "JDOE";
    outcome.result.counts.messages.deliver();
    outcome.result.losses.resize(2);
    outcome.result.folders.push_back({{"Inbox"}, model::FolderRole::inbox, false, outcome.result.counts});
    outcome.result.files.push_back({1, {"JDOE.vcf", 300, "abc"}});
    outcome.already_there = 7;
    return outcome;
}

std::string changed(const std::string& from, const std::string& into) {
    std::string text = keep(outcome_of_two_targets()).result;
    const std::size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << text;
    return text.replace(place, from.size(), into);
}

TEST(KeptOutcome, IsRestored) {
    const KeptOutcome kept = keep(outcome_of_two_targets());
    const auto outcome = restore(kept, 2);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->result.losses.size(), 2U);
    EXPECT_EQ(outcome->already_there, 7U);
    ASSERT_EQ(outcome->result.folders.size(), 1U);
    EXPECT_EQ(outcome->result.folders[0].role, model::FolderRole::inbox);
    EXPECT_EQ(keep(*outcome).result, kept.result);
}

TEST(KeptOutcome, IsRefusedWhenNoRunCanHaveIt) {
    EXPECT_FALSE(restore({changed(R"("targets":2)", R"("targets":3)"), {}}, 2));
    EXPECT_FALSE(restore({changed(R"("targets":2)", R"("targets":-1)"), {}}, 2));
    EXPECT_FALSE(restore({changed(R"("already_there":7)", R"("already_there":7e30)"), {}}, 2));
    EXPECT_FALSE(restore({changed(R"("already_there":7)", R"("already_there":98765432109876543210)"), {}}, 2));
    EXPECT_FALSE(restore({"[", {}}, 2));
    EXPECT_TRUE(restore_files(R"([[1e30, "a", 1, "b"]])").empty());
}

TEST(KeptOutcome, RolesOfFoldersThatHaveNoNameAreNone) {
    for (const std::string role : {"6", "4294967297", "-1"}) {
        const auto outcome = restore({changed(R"("role":1)", R"("role":)" + role), {}}, 2);
        ASSERT_TRUE(outcome) << role;
        EXPECT_EQ(outcome->result.folders[0].role, model::FolderRole::none) << role;
    }
}

}  // namespace
}  // namespace restante::pipeline
