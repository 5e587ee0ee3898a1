#include "service/open_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace restante::service {
namespace {

class FileBytes final : public ByteSource {
public:
    FileBytes(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    ~FileBytes() override { ::close(descriptor_); }
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset) return fail(Errc::truncated, "the file ends here", offset);
        while (!into.empty()) {
            const ssize_t count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return fail(Errc::io, std::strerror(errno), offset);
            if (count == 0) return fail(Errc::truncated, "the file became shorter while it was read", offset);
            into = into.subspan(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
        return {};
    }

private:
    int descriptor_;
    std::uint64_t size_;
};

}  // namespace

Result<ByteSourcePointer> open_file(const std::string& path) {
    struct stat status{};
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        const int number = errno;
        if (descriptor >= 0) ::close(descriptor);
        const Errc code = number == ENOENT ? Errc::not_found : number == EACCES ? Errc::denied : Errc::io;
        return fail(code, fmt::format("{}: {}", path, std::strerror(number)));
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return fail(Errc::bad_magic,
                    fmt::format("{} is {}", path, S_ISDIR(status.st_mode) ? "a directory" : "no file"));
    }
    return std::make_shared<const FileBytes>(descriptor, static_cast<std::uint64_t>(status.st_size));
}

}  // namespace restante::service
