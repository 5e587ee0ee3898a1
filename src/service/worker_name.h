// What a process is called in the ledger: unique among machines and in time.
#pragma once

#include <string>

namespace restante::service {

// "host/1234/567890": the machine, the process, and when it started in the clock ticks of the machine.
[[nodiscard]] std::string own_worker_name();
// True only for a process of this machine that is known to be gone.
[[nodiscard]] bool is_dead(const std::string& worker);

}  // namespace restante::service
