#include "web/job.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace restante::web {

Job::Job(std::uint64_t id, std::string kind, Work work)
    : id_(id), kind_(std::move(kind)), thread_([this, work = std::move(work)] { this->work(work); }) {}

Job::~Job() {
    cancel();
    thread_.join();
}

void Job::work(const Work& work) {
    std::string result = work(*this);
    const std::lock_guard lock(mutex_);
    result_ = std::move(result);
    if (!paused_) before_ += std::chrono::steady_clock::now() - since_;
    paused_ = false;
    finished_ = true;
}

void Job::tell(std::string event) {
    const std::lock_guard lock(mutex_);
    ++last_event_;
    events_.push_back(std::move(event));
    if (events_.size() > kMostEvents) events_.pop_front();
}

void Job::set_progress(const JobProgress& progress) {
    const std::lock_guard lock(mutex_);
    progress_ = progress;
}

void Job::rest_while_paused() {
    std::unique_lock lock(mutex_);
    resumed_.wait(lock, [this] { return !paused_ || cancelled_; });
}

void Job::pause() {
    const std::lock_guard lock(mutex_);
    if (paused_ || finished_) return;
    paused_ = true;
    before_ += std::chrono::steady_clock::now() - since_;
}

void Job::resume() {
    {
        const std::lock_guard lock(mutex_);
        if (!paused_) return;
        paused_ = false;
        since_ = std::chrono::steady_clock::now();
    }
    resumed_.notify_all();
}

void Job::cancel() {
    {
        const std::lock_guard lock(mutex_);
        cancelled_ = true;
    }
    resumed_.notify_all();
}

const char* Job::state_name() const {
    if (finished_) return "finished";
    if (cancelled_) return "stopping";
    return paused_ ? "paused" : "running";
}

double Job::seconds() const {
    auto time = before_;
    if (!finished_ && !paused_) time += std::chrono::steady_clock::now() - since_;
    return std::chrono::duration<double>(time).count();
}

std::string Job::state(std::uint64_t after) const {
    using Json = nlohmann::ordered_json;
    const std::lock_guard lock(mutex_);
    const std::uint64_t forgotten = last_event_ - events_.size();
    Json json{{"id", id_},
              {"kind", kind_},
              {"state", state_name()},
              {"seconds", seconds()},
              {"progress",
               {{"messages", progress_.messages},
                {"of", progress_.of},
                {"attachments", progress_.attachments},
                {"bytes", progress_.bytes}}},
              {"seq", last_event_},
              {"forgotten", forgotten}};
    // Events and result are JSON already.
    std::string text = json.dump();
    text.pop_back();
    text += ",\"events\":[";
    const std::uint64_t first = std::max(after, forgotten);
    for (std::uint64_t i = first; i < last_event_; ++i)
        text += (i == first ? "" : ",") + events_[static_cast<std::size_t>(i - forgotten)];
    text += "]";
    if (finished_) text += ",\"result\":" + result_;
    return text + "}";
}

}  // namespace restante::web
