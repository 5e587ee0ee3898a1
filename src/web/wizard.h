// The wizard from its start to its end. Source of the rules: SECURITY.md, "The wizard".
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "service/exit_code.h"

namespace restante::web {

struct WizardRequest {
    std::uint16_t port = 0;  // 0: one that is free
    bool open_browser = true;
    bool read_only = false;  // look, plan, verify; nothing is ever written
    std::chrono::milliseconds idle_limit =
        std::chrono::hours(1);  // without a request, and with no job at work, it ends
};

enum class WizardEnd : std::uint8_t { done, idle, interrupted };

// `say` gets lines for the user: the link to open, and a new one whenever one was used. Returns when the user is done,
// nobody is there any more, or `cancel` becomes true; a run that is at work is stopped cleanly then. 69: the port is
// taken.
service::Outcome<WizardEnd> run_wizard(const WizardRequest& request, const std::function<void(const std::string&)>& say,
                                       const std::atomic<bool>& cancel);

}  // namespace restante::web
