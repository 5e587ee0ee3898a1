#include "targets/files/output_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "targets/files/system_error.h"

namespace restante::targets::files {
namespace {

constexpr int kCreate = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;

// False when the file was renamed between its opening and now.
bool is_file_at(int descriptor, const std::string& path) {
    struct stat opened{}, there{};
    return ::fstat(descriptor, &opened) == 0 && ::lstat(path.c_str(), &there) == 0 && opened.st_ino == there.st_ino &&
           opened.st_dev == there.st_dev;
}

// The entry of a file in its directory. Some file systems cannot be asked for that (EINVAL); they are not to blame.
Result<void> synchronize_directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno == EACCES ? Result<void>{} : fail(system_error(errno, "cannot open " + directory));
    const int number = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    ::close(descriptor);
    if (number != 0) return fail(system_error(number, "cannot synchronize " + directory));
    return {};
}

}  // namespace

Error OutputFile::failure(const char* doing) const { return system_error(errno, doing + (" " + path_)); }

Result<void> OutputFile::open(const std::string& temporary_path) {
    discard();
    path_ = temporary_path;
    descriptor_ = ::open(path_.c_str(), kCreate | O_TRUNC, 0666);
    if (descriptor_ < 0) return fail(failure("cannot create"));
    written_ = 0;
    used_ = 0;
    is_stream_ = false;
    time_was_set_ = true;
    return {};
}

Result<void> OutputFile::open_alone(const std::string& temporary_path) {
    discard();
    // Emptied only once it is ours.
    const int descriptor = ::open(temporary_path.c_str(), kCreate, 0666);
    if (descriptor < 0) return fail(system_error(errno, "cannot create " + temporary_path));
    const bool taken = (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) ||
                       !is_file_at(descriptor, temporary_path);
    const bool failed = !taken && ::ftruncate(descriptor, 0) != 0;
    const int number = errno;
    if (taken || failed) ::close(descriptor);
    if (taken) return fail(Errc::conflict, "another run is writing " + temporary_path);
    if (failed) return fail(system_error(number, "cannot write " + temporary_path));
    adopt(descriptor, temporary_path);
    is_stream_ = false;
    return {};
}

void OutputFile::adopt(int descriptor, std::string name) {
    discard();
    descriptor_ = descriptor;
    path_ = std::move(name);
    written_ = 0;
    used_ = 0;
    is_stream_ = true;
    time_was_set_ = true;
}

// Takes what was written off `bytes`.
Result<void> OutputFile::write_all(Bytes& bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
        if (done < 0) {
            if (errno == EINTR) continue;
            return fail(failure("cannot write"));
        }
        bytes = bytes.subspan(static_cast<std::size_t>(done));
        written_ += static_cast<std::uint64_t>(done);
    }
    return {};
}

// What could not be written stays in the buffer: somebody may count on it.
Result<void> OutputFile::flush() {
    Bytes rest(buffer_.data(), used_);
    auto written = write_all(rest);
    if (!rest.empty()) std::memmove(buffer_.data(), rest.data(), rest.size());
    used_ = rest.size();
    return written;
}

Result<void> OutputFile::append(Bytes bytes) {
    if (buffer_.empty()) buffer_.resize(kBuffer);
    const std::size_t room = is_stream_ ? kStreamBuffer : buffer_.size();
    if (used_ + bytes.size() > room) {
        TRY_VOID(flush());
        if (bytes.size() >= room) return write_all(bytes);
    }
    if (bytes.empty()) return {};
    std::memcpy(buffer_.data() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
    return {};
}

Result<void> OutputFile::cut_back_to(std::uint64_t size) {
    if (is_stream_) return {};
    if (size >= written_) {
        used_ = std::min(used_, static_cast<std::size_t>(size - written_));
        return {};
    }
    used_ = 0;
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0 ||
        ::lseek(descriptor_, static_cast<off_t>(size), SEEK_SET) < 0)
        return fail(failure("cannot cut back"));
    written_ = size;
    return {};
}

Result<void> OutputFile::close_complete(const Publishing& how) {
    TRY_VOID(flush());
    if (how.modified) {
        const timespec time{static_cast<time_t>(*how.modified), 0};
        const timespec times[2] = {time, time};
        time_was_set_ = ::futimens(descriptor_, times) == 0;
    }
    if (how.synchronized && !is_stream_ && ::fsync(descriptor_) != 0) return fail(failure("cannot synchronize"));
    const int closing = descriptor_;
    descriptor_ = -1;
    // Network file systems report a full disk here.
    if (::close(closing) == 0) return {};
    const Error error = failure("cannot finish");
    if (!is_stream_) ::unlink(path_.c_str());
    return fail(error);
}

Result<void> OutputFile::publish(const std::string& final_path, const Publishing& how) {
    if (auto closed = close_complete(how); !closed) {
        discard();
        return closed;
    }
    if (is_stream_) return {};
    if (::rename(path_.c_str(), final_path.c_str()) != 0) {
        const Error error = system_error(errno, "cannot finish " + final_path);
        ::unlink(path_.c_str());
        return fail(error);
    }
    return how.synchronized ? synchronize_directory_of(final_path) : Result<void>{};
}

void OutputFile::discard() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    descriptor_ = -1;
    if (!is_stream_) ::unlink(path_.c_str());
}

Result<void> write_file(const std::string& path, std::string_view content) {
    OutputFile file;
    TRY_VOID(file.open(path + ".restante-tmp"));
    TRY_VOID(file.append(as_bytes(content)));
    return file.publish(path, {.synchronized = true});
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(system_error(errno, "cannot open " + path));
    std::string content;
    char piece[16384];
    ssize_t done = 0;
    while ((done = ::read(descriptor, piece, sizeof piece)) > 0 && content.size() <= limit)
        content.append(piece, static_cast<std::size_t>(done));
    const int number = errno;
    ::close(descriptor);
    if (done < 0) return fail(system_error(number, "cannot read " + path));
    if (content.size() > limit) return fail(Errc::too_large, path + " is larger than expected");
    return content;
}

std::int64_t size_of_file(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_size : -1;
}

Result<void> make_directories(const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        struct stat facts{};
        if (::mkdir(part.c_str(), 0777) != 0 &&
            (errno != EEXIST || ::stat(part.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)))
            return fail(system_error(errno == EEXIST ? ENOTDIR : errno, "cannot create directory " + part));
        if (end == std::string::npos) return {};
    }
}

}  // namespace restante::targets::files
