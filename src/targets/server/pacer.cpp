#include "targets/server/pacer.h"

#include <algorithm>
#include <thread>

namespace restante::targets::server {

void Pacer::wait_for_turn() {
    std::chrono::steady_clock::time_point until;
    {
        const std::lock_guard lock(mutex_);
        until = not_before_;
    }
    std::this_thread::sleep_until(until);
}

void Pacer::slow_down(std::uint32_t milliseconds) {
    const std::lock_guard lock(mutex_);
    not_before_ = std::max(not_before_, std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds));
}

void Pacer::slow_down() {
    std::uint32_t wait = 0;
    {
        const std::lock_guard lock(mutex_);
        wait = next_wait_;
        next_wait_ = std::min(next_wait_ * 2, kLongestOwnWait);
    }
    slow_down(wait);
}

void Pacer::all_is_well() {
    const std::lock_guard lock(mutex_);
    next_wait_ = kFirstWait;
}

}  // namespace restante::targets::server
