// The whole wizard behind one function: who may ask, what is asked, what is answered.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "web/exchange.h"
#include "web/guard.h"
#include "web/jobs.h"
#include "web/looking.h"

namespace restante::web {

class Application {
public:
    // `on_opened`: a link was used, there is another one now.
    Application(std::uint16_t port, bool read_only, std::function<void()> on_opened);

    Response answer(const Request& request);  // thread-safe
    [[nodiscard]] std::string link() const { return guard_.link(); }
    [[nodiscard]] bool ended() const { return ended_; }  // somebody said that he is done
    // Since the last request that was allowed; none passes while a job is at work.
    [[nodiscard]] std::chrono::steady_clock::duration idle() const;

private:
    Response route(const Request& request);
    Response get(const Request& request);
    Response post(const Request& request);
    Response page(const Request& request);
    Response session() const;
    Response walk() const;
    Response keep_walk(const Request& request);

    Guard guard_;
    bool read_only_;
    std::function<void()> on_opened_;
    Jobs jobs_;
    Looking looking_{};
    mutable std::mutex mutex_;
    std::string walk_ = "null";  // where the page is and what was chosen; JSON of the page's own
    std::atomic<bool> ended_{false};
    mutable std::atomic<std::chrono::steady_clock::time_point> last_{};
};

}  // namespace restante::web
