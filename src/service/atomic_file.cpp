#include "service/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace restante::service {
namespace {

tl::unexpected<Error> failed(const std::string& path, int number) {
    Errc code = Errc::io;
    if (number == EACCES || number == EPERM || number == EROFS) code = Errc::denied;
    if (number == ENOSPC || number == EDQUOT) code = Errc::no_space;
    return fail(code, fmt::format("{}: {}", path, std::strerror(number)));
}

int write_all(int descriptor, std::string_view content) {  // 0 or errno
    while (!content.empty()) {
        const ssize_t count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

Result<void> write_file_atomically(const std::string& path, std::string_view content) {
    const std::filesystem::path directory = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!directory.empty()) std::filesystem::create_directories(directory, error);
    if (error) return failed(directory.string(), error.value());
    const std::string temporary = path + ".partial";
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) return failed(temporary, errno);
    int number = write_all(descriptor, content);
    if (::close(descriptor) != 0 && number == 0) number = errno;
    if (number == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) number = errno;
    if (number == 0) return {};
    ::unlink(temporary.c_str());
    return failed(path, number);
}

}  // namespace restante::service
