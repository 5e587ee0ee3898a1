// Preloaded into a program: reading certain bytes of one file fails as it does on a disk with bad sectors.
//
//   UNREADABLE_FILE=/path/to/file UNREADABLE_BYTES=512-1024,4096-8192 LD_PRELOAD=... program
//
// What lies in front of a bad sector is read, as the kernel does; the sector itself is EIO.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool is_the_file(int descriptor) {
    const char* const wanted = std::getenv("UNREADABLE_FILE");
    char link[64];
    char name[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t size = ::readlink(link, name, sizeof name - 1);
    if (wanted == nullptr || size < 0) return false;
    name[size] = '\0';
    return std::strcmp(name, wanted) == 0;
}

// Bytes from `offset` on that can be read; -1 when the first cannot.
long long readable(off_t offset, std::size_t count) {
    long long first_bad = static_cast<long long>(count);
    const char* ranges = std::getenv("UNREADABLE_BYTES");
    while (ranges != nullptr && *ranges != '\0') {
        char* end = nullptr;
        const long long from = std::strtoll(ranges, &end, 10);
        const long long to = std::strtoll(end + 1, &end, 10);
        if (offset >= from && offset < to) return -1;
        if (from > offset) first_bad = std::min(first_bad, from - static_cast<long long>(offset));
        ranges = *end == ',' ? end + 1 : nullptr;
    }
    return first_bad;
}

ssize_t read_at(const char* function, int descriptor, void* into, std::size_t count, off_t offset) {
    using Read = ssize_t (*)(int, void*, std::size_t, off_t);
    const auto real = reinterpret_cast<Read>(::dlsym(RTLD_NEXT, function));
    if (count == 0 || !is_the_file(descriptor)) return real(descriptor, into, count, offset);
    const long long can = readable(offset, count);
    if (can >= 0) return real(descriptor, into, static_cast<std::size_t>(can), offset);
    errno = EIO;
    return -1;
}

}  // namespace

extern "C" ssize_t pread(int descriptor, void* into, std::size_t count, off_t offset) {
    return read_at("pread", descriptor, into, count, offset);
}
extern "C" ssize_t pread64(int descriptor, void* into, std::size_t count, off_t offset) {
    return read_at("pread64", descriptor, into, count, offset);
}
