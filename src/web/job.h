// One use case at work in a thread of its own. Pages ask how it goes, as often and from as many tabs as they like; none
// of them has to stay open.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace restante::web {

struct JobProgress {
    std::uint64_t messages = 0, of = 0, attachments = 0, bytes = 0;
};

class Job {
public:
    static constexpr std::size_t kMostEvents = 4'000;  // older ones are forgotten, and it is said how many

    // Does the work and returns its result as a JSON object.
    using Work = std::function<std::string(Job&)>;

    Job(std::uint64_t id, std::string kind, Work work);
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    ~Job();  // cancels and waits

    // For the work.
    void tell(std::string event);  // a JSON object
    void set_progress(const JobProgress& progress);
    void rest_while_paused();  // returns when it is resumed or cancelled
    [[nodiscard]] const std::atomic<bool>& cancelled() const { return cancelled_; }

    // For pages.
    [[nodiscard]] std::uint64_t id() const { return id_; }
    [[nodiscard]] const std::string& kind() const { return kind_; }
    [[nodiscard]] bool finished() const { return finished_; }
    void pause();
    void resume();
    void cancel();
    // A JSON object: id, kind, state, seconds, progress, seq, forgotten, events with a number above `after`, and the
    // result when there is one.
    [[nodiscard]] std::string state(std::uint64_t after) const;

private:
    [[nodiscard]] const char* state_name() const;
    [[nodiscard]] double seconds() const;
    void work(const Work& work);

    std::uint64_t id_;
    std::string kind_;
    std::atomic<bool> cancelled_{false}, finished_{false};
    mutable std::mutex mutex_;
    std::condition_variable resumed_;
    bool paused_ = false;
    JobProgress progress_{};
    std::deque<std::string> events_;
    std::uint64_t last_event_ = 0;  // number of the newest; they count from 1
    std::string result_;
    // Time at work, without pauses.
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::duration before_{};
    std::thread thread_;  // the last member: everything is there when it starts
};

}  // namespace restante::web
