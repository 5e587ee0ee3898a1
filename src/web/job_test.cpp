#include "web/job.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <future>
#include <string>
#include <thread>

namespace restante::web {
namespace {

nlohmann::json state_of(const Job& job, std::uint64_t after = 0) { return nlohmann::json::parse(job.state(after)); }

void wait_for(const Job& job) {
    while (!job.finished()) std::this_thread::yield();
}

TEST(Job, TellsHowItGoesAndHowItWent) {
    Job job(7, "run", [](Job& self) {
        self.tell(R"({"event":"a"})");
        self.tell(R"({"event":"b"})");
        self.set_progress({1, 2, 3, 4});
        return std::string(R"({"ok":true})");
    });
    wait_for(job);
    const auto state = state_of(job);
    EXPECT_EQ(state["id"], 7);
    EXPECT_EQ(state["state"], "finished");
    EXPECT_EQ(state["progress"]["of"], 2);
    EXPECT_EQ(state["events"].size(), 2U);
    EXPECT_EQ(state["result"]["ok"], true);
    EXPECT_EQ(state_of(job, 1)["events"].size(), 1U) << "only what is new";
    EXPECT_EQ(state_of(job, 1)["events"][0]["event"], "b");
    EXPECT_EQ(state_of(job, 99)["events"].size(), 0U);
}

TEST(Job, ForgetsOldEventsAndSaysSo) {
    Job job(1, "run", [](Job& self) {
        for (std::size_t i = 0; i < Job::kMostEvents + 5; ++i) self.tell(std::to_string(i));
        return std::string("{}");
    });
    wait_for(job);
    const auto state = state_of(job);
    EXPECT_EQ(state["forgotten"], 5);
    EXPECT_EQ(state["events"].size(), Job::kMostEvents);
    EXPECT_EQ(state["events"][0], 5);
}

TEST(Job, RestsUntilItIsResumed) {
    std::promise<void> go;
    std::atomic<bool> went_on{false};
    Job job(1, "run", [&](Job& self) {
        go.get_future().wait();
        self.rest_while_paused();
        went_on = true;
        return std::string("{}");
    });
    job.pause();
    go.set_value();
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    EXPECT_FALSE(went_on);
    EXPECT_EQ(state_of(job)["state"], "paused");
    job.resume();
    wait_for(job);
    EXPECT_TRUE(went_on);
}

TEST(Job, CancelEndsAPause) {
    std::atomic<bool> seen{false};
    {
        Job job(1, "run", [&](Job& self) {
            while (!self.cancelled()) self.rest_while_paused();
            seen = true;
            return std::string("{}");
        });
        job.pause();
    }  // the end of a job cancels it and waits
    EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace restante::web
