#include "cli/heap_settings.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace restante::cli {

void settle_heap() {
#if defined(__GLIBC__)
    constexpr int kArenas = 2;
    constexpr int kLargeBlock = 256 * 1024;  // bytes
    // Each arena keeps its own free memory. Workers wait for disks and servers far longer than for each other's
    // allocations (500 mailboxes, two workers: no slower, a quarter less memory).
    ::mallopt(M_ARENA_MAX, kArenas);
    // The library would raise this limit with the largest block it has seen, and then keep blocks of that size for
    // good.
    ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
#endif
}

}  // namespace restante::cli
