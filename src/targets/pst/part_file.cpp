#include "targets/pst/part_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace restante::targets {
namespace {

constexpr std::size_t kBuffer = 1024 * 1024;
namespace fs = std::filesystem;

}  // namespace

Error error_of_system(const std::string& path, int number) {
    Errc code = Errc::io;
    if (number == EACCES || number == EPERM || number == EROFS) code = Errc::denied;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = Errc::no_space;
    if (number == ENAMETOOLONG || number == ENOTDIR || number == EISDIR) code = Errc::usage;
    return {code, fmt::format("{}: {}", path, std::strerror(number)), {}, {}};
}

PartFile::PartFile(std::string final_path, std::string temporary_path, int descriptor)
    : final_path_(std::move(final_path)), temporary_path_(std::move(temporary_path)), descriptor_(descriptor) {
    buffer_.reserve(kBuffer);
}

Result<std::unique_ptr<PartFile>> PartFile::create(const std::string& final_path) {
    const fs::path path(final_path);
    std::error_code error;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (error) return fail(error_of_system(path.parent_path().string(), error.value()));
    const std::string temporary = (path.parent_path() / ("." + path.filename().string() + ".partial")).string();
    const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0) return fail(error_of_system(temporary, errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return fail(Errc::conflict, fmt::format("{}: another run is writing this file", final_path));
    }
    std::unique_ptr<PartFile> file(new PartFile(final_path, temporary, descriptor));
    if (::ftruncate(descriptor, 0) != 0) return fail(error_of_system(temporary, errno));
    return file;
}

PartFile::~PartFile() {
    if (!temporary_path_.empty()) ::unlink(temporary_path_.c_str());
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> PartFile::write_at(std::uint64_t offset, Bytes bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(error_of_system(final_path_, errno));
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<void> PartFile::flush() {
    TRY_VOID(write_at(written_, buffer_));
    written_ += buffer_.size();
    buffer_.clear();
    return {};
}

Result<void> PartFile::append(Bytes bytes) {
    if (buffer_.size() + bytes.size() > kBuffer) TRY_VOID(flush());
    if (bytes.size() >= kBuffer) {
        TRY_VOID(write_at(written_, bytes));
        written_ += bytes.size();
        return {};
    }
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    return {};
}

Result<void> PartFile::patch(std::uint64_t offset, Bytes bytes) {
    if (offset > size() || bytes.size() > size() - offset)
        return fail(Errc::usage, "a patch must stay within what was written");
    TRY_VOID(flush());
    return write_at(offset, bytes);
}

Result<void> PartFile::close() {
    TRY_VOID(flush());
    if (::fsync(descriptor_) != 0) return fail(error_of_system(final_path_, errno));
    return {};
}

Result<void> PartFile::publish() {
    if (::rename(temporary_path_.c_str(), final_path_.c_str()) != 0) return fail(error_of_system(final_path_, errno));
    temporary_path_.clear();
    return {};
}

}  // namespace restante::targets
