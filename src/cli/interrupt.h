// SIGINT and SIGTERM ask the run to stop at the next item.
#pragma once

#include <atomic>

namespace restante::cli {

// Installs the handlers; the flag becomes true on the first signal. A second one ends the process at once.
const std::atomic<bool>& watch_for_interrupt();
// A closed pipe and the limit of file sizes become errors of the write instead of a sudden death.
void make_write_failures_errors();

}  // namespace restante::cli
