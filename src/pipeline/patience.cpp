#include "pipeline/patience.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace restante::pipeline {
namespace {

constexpr std::chrono::seconds kLongestPause{60};
constexpr std::size_t kMostRemembered = 10'000;
constexpr std::chrono::milliseconds kGlance{100};  // how soon a cancelled wait ends

std::string key_of(const char* what, const std::string& where, const Finding& finding) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", what, where, static_cast<int>(finding.id), finding.offset.value_or(0),
                       finding.item, finding.text);
}

// What `now` has beyond `told`, which is brought up to it.
std::uint64_t beyond(std::uint64_t now, std::uint64_t& told) {
    const std::uint64_t more = now > told ? now - told : 0;
    told += more;
    return more;
}

}  // namespace

bool Patience::wait(const std::atomic<bool>& cancel, const std::atomic<bool>& halted) {
    const std::chrono::seconds pause = std::min(next_, left_);
    left_ -= pause;
    next_ = std::min(next_ * 2, kLongestPause);
    for (std::chrono::milliseconds slept{0}; slept < pause; slept += kGlance) {
        if (cancel.load(std::memory_order_relaxed) || halted.load()) return false;
        std::this_thread::sleep_for(kGlance);
    }
    return true;
}

bool AttemptObserver::is_new(std::string what) {
    if (said_.contains(what)) return false;
    if (said_.size() < kMostRemembered) said_.insert(std::move(what));
    return true;
}

void AttemptObserver::begin_anew() { now_ = {}; }

void AttemptObserver::mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) {
    if (!started_) inner_.mailbox_started(mailbox, folders, messages);
    started_ = true;
}

void AttemptObserver::folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) {
    if (++now_.begun <= told_.begun) return;
    told_.begun = now_.begun;
    inner_.folder_started(mailbox, folder, messages);
}

void AttemptObserver::advanced(const Progress& more) {
    now_.progress.messages += more.messages;
    now_.progress.attachments += more.attachments;
    now_.progress.bytes += more.bytes;
    Progress fresh;
    fresh.messages = beyond(now_.progress.messages, told_.progress.messages);
    fresh.attachments = beyond(now_.progress.attachments, told_.progress.attachments);
    fresh.bytes = beyond(now_.progress.bytes, told_.progress.bytes);
    inner_.advanced(fresh);
}

void AttemptObserver::folder_finished(const model::Mailbox& mailbox, const FolderResult& folder) {
    if (++now_.ended <= told_.ended) return;
    told_.ended = now_.ended;
    inner_.folder_finished(mailbox, folder);
}

void AttemptObserver::found(const std::string& mailbox, const Finding& finding) {
    if (is_new(key_of("finding", mailbox, finding))) inner_.found(mailbox, finding);
}

void AttemptObserver::lost(const std::string& mailbox, const std::string& target, const Finding& loss) {
    if (is_new(key_of("loss", target, loss))) inner_.lost(mailbox, target, loss);
}

void AttemptObserver::failed(const Failure& failure) {
    const bool first = is_new(fmt::format("failure\n{}\n{}\n{}\n{}", static_cast<int>(failure.kind), failure.item,
                                          failure.target, failure.error.describe()));
    if (first) inner_.failed(failure);
}

}  // namespace restante::pipeline
