// How fast one server wants to be served: whoever is told to wait makes everybody wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace restante::targets::server {

// Thread-safe.
class Pacer {
public:
    // Returns when the server may be asked again.
    void wait_for_turn();
    // The server asked for it. Without a number of its own each wait is twice the one before.
    void slow_down(std::uint32_t milliseconds);
    void slow_down();
    void all_is_well();  // the server took something: waits begin small again

private:
    std::mutex mutex_;
    std::chrono::steady_clock::time_point not_before_{};
    std::uint32_t next_wait_ = kFirstWait;

    static constexpr std::uint32_t kFirstWait = 500;
    static constexpr std::uint32_t kLongestOwnWait = 60'000;
};

}  // namespace restante::targets::server
