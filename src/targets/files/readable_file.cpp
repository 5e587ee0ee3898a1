#include "targets/files/readable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "targets/files/system_error.h"

namespace restante::targets::files {

Result<ByteSourcePointer> ReadableFile::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(system_error(errno, "cannot open " + path));
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0) {
        const int error = errno;
        ::close(descriptor);
        return fail(system_error(error, "cannot read " + path));
    }
    return ByteSourcePointer(new ReadableFile(descriptor, static_cast<std::uint64_t>(facts.st_size)));
}

ReadableFile::~ReadableFile() { ::close(descriptor_); }

Result<void> ReadableFile::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size_ || into.size() > size_ - offset) return fail(Errc::truncated, "the file ends before", offset);
    while (!into.empty()) {
        const ssize_t count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(system_error(errno, "cannot read"));
        if (count == 0) return fail(Errc::io, "the file became shorter while it was read", offset);
        offset += static_cast<std::uint64_t>(count);
        into = into.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

}  // namespace restante::targets::files
