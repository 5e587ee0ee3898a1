// SIGINT and SIGTERM ask the run to stop at the next item.
#pragma once

#include <atomic>

namespace restante::cli {

// Installs the handlers; the flag becomes true on the first signal. A second one ends the process at once.
const std::atomic<bool>& watch_for_interrupt();
// Writing to a closed pipe becomes an error instead of a silent death.
void ignore_broken_pipes();

}  // namespace restante::cli
