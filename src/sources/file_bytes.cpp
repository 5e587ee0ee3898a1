#include "sources/file_bytes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace restante::sources {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

tl::unexpected<Error> open_failure(const std::string& path, int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return fail(Errc::not_found, fmt::format("{} does not exist", path));
        case EACCES:
        case EPERM:
            return fail(Errc::denied, fmt::format("{} may not be read", path));
        case ENXIO:  // a socket
            return fail(Errc::bad_magic, fmt::format("{} is not a file", path));
        default:
            return fail(Errc::io, fmt::format("{} cannot be opened: {}", path, reason(error)));
    }
}

int open_quietly(const std::string& path) {
    // A pipe must not keep us waiting for a writer; regular files do not care.
    constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    const int descriptor = ::open(path.c_str(), kFlags | O_NOATIME);
    if (descriptor >= 0 || errno != EPERM) return descriptor;
    return ::open(path.c_str(), kFlags);  // not our file: its access time changes
}

std::string kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "is a directory, not a message file";
    if (S_ISFIFO(mode)) return "is a pipe; only files can be read, because a store is not read from front to back";
    return "is a device, not a file";
}

}  // namespace

Result<std::shared_ptr<const FileBytes>> FileBytes::open(const std::string& path) {
    const int descriptor = open_quietly(path);
    if (descriptor < 0) return open_failure(path, errno);
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) {
        const int error = errno;
        ::close(descriptor);
        return open_failure(path, error);
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return fail(Errc::bad_magic, fmt::format("{} {}", path, kind_of(status.st_mode)));
    }
    return std::shared_ptr<const FileBytes>(new FileBytes(descriptor, static_cast<std::uint64_t>(status.st_size)));
}

FileBytes::~FileBytes() { ::close(descriptor_); }

Result<void> FileBytes::fetch(std::uint64_t offset, MutableBytes into) const {
    for (std::size_t done = 0; done < into.size();) {
        const auto got =
            ::pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(Errc::io, "the file cannot be read: " + reason(errno), offset + done);
        if (got == 0) return fail(Errc::io, "the file became shorter while it was read", offset + done);
        done += static_cast<std::size_t>(got);
    }
    return {};
}

bool FileBytes::continues(const Window& window, std::uint64_t offset) {
    const std::uint64_t end = window.offset + window.bytes.size();
    return !window.bytes.empty() && offset >= window.offset && offset <= end + kSmallestWindow;
}

// The window that this read continues, else the one that was idle longest.
FileBytes::Window& FileBytes::window_for(std::uint64_t offset) const {
    const auto continued =
        std::ranges::find_if(windows_, [offset](const Window& window) { return continues(window, offset); });
    return continued != windows_.end() ? *continued : *std::ranges::min_element(windows_, {}, &Window::last_used);
}

Result<void> FileBytes::refill(Window& window, std::uint64_t offset, std::size_t needed) const {
    std::uint64_t start = offset;
    std::uint64_t wanted = needed;
    if (continues(window, offset)) {
        wanted = std::max(needed, std::min(window.bytes.size() * 2, kLargestWindow));
    } else {  // what belongs to this object often lies in front of it
        start = offset / kPage * kPage;
        start -= std::min<std::uint64_t>(start, kPage);
        wanted = std::max<std::uint64_t>(offset - start + needed, kSmallestWindow);
    }
    window.offset = start;
    window.bytes.resize(static_cast<std::size_t>(std::min(wanted, size_ - start)));
    if (auto fetched = fetch(start, window.bytes); !fetched) {
        window.bytes.clear();
        return fetched;
    }
    return {};
}

void FileBytes::forget() const {
    const std::lock_guard lock(mutex_);
    for (Window& window : windows_) window.bytes.clear();
    struct stat status{};
    if (::fstat(descriptor_, &status) == 0) size_ = static_cast<std::uint64_t>(status.st_size);
}

Result<void> FileBytes::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size_ || into.size() > size_ - offset)
        return fail(Errc::truncated, "read past the end of the file", offset);
    if (into.size() >= kUnbuffered) return fetch(offset, into);
    if (into.empty()) return {};
    const std::lock_guard lock(mutex_);
    Window* holder = nullptr;
    for (Window& window : windows_)
        if (offset >= window.offset && offset + into.size() <= window.offset + window.bytes.size()) holder = &window;
    if (holder == nullptr) {
        holder = &window_for(offset);
        // A bad sector near by is no reason to give up what lies beside it.
        if (!refill(*holder, offset, into.size())) return fetch(offset, into);
    }
    holder->last_used = ++uses_;
    std::memcpy(into.data(), holder->bytes.data() + (offset - holder->offset), into.size());
    return {};
}

}  // namespace restante::sources
