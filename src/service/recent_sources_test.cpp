#include "service/recent_sources.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace restante::service {
namespace {

namespace fs = std::filesystem;

// A state directory of the test's own, and files that may be called sources.
class RecentSources : public testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(root_);
        fs::create_directories(root_);
        ::setenv("XDG_STATE_HOME", (root_ / "state").c_str(), 1);
    }
    void TearDown() override {
        ::unsetenv("XDG_STATE_HOME");
        fs::remove_all(root_);
    }
    std::string source(const std::string& name) {
        std::ofstream(root_ / name) << "x";
        return (root_ / name).string();
    }
    fs::path root_ = fs::path(testing::TempDir()) / "recent-sources";
};

TEST_F(RecentSources, NewestFirstEachOnce) {
    EXPECT_TRUE(recent_sources().empty());
    const std::string a = source("a.mmf"), b = source("b.mmf");
    remember_source(a);
    remember_source(b);
    remember_source(a);
    EXPECT_EQ(recent_sources(), (std::vector{a, b}));
}

TEST_F(RecentSources, NoMoreThanAFewAndOnlyWhatIsStillThere) {
    for (std::size_t i = 0; i < kMostRecentSources + 3; ++i) remember_source(source("s" + std::to_string(i)));
    EXPECT_EQ(recent_sources().size(), kMostRecentSources);
    const std::string newest = recent_sources().front();
    EXPECT_TRUE(newest.ends_with("s12"));
    fs::remove(newest);
    EXPECT_EQ(recent_sources().size(), kMostRecentSources - 1);
}

TEST_F(RecentSources, NobodyElseMayReadIt) {
    remember_source(source("a.mmf"));
    const auto rights = fs::status(root_ / "state/restante/recent-sources.txt").permissions();
    EXPECT_EQ(rights & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST_F(RecentSources, WhatIsNoPathIsNotKept) {
    remember_source("relative.mmf");
    remember_source(source("line\nend.mmf"));
    EXPECT_TRUE(recent_sources().empty());
    EXPECT_FALSE(fs::exists(root_ / "state"));
}

}  // namespace
}  // namespace restante::service
