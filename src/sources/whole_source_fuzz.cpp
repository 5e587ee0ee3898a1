// Whatever the user names, from the first byte on: recognised, opened, read to the end. Archives, disk images and whole
// postoffices come in this way; a tar is best for mutations, because its contents have no checksums.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sources/read_everything_test.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    static const int file = ::memfd_create("fuzz", 0);
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    // Digging or not: one of them is enough for an input, and they take their time.
    const auto source = sources::open_source(path, {.dig = size % 2 == 0});
    if (source) sources::read_everything(**source);
    return 0;
}
