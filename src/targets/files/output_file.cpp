#include "targets/files/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "targets/files/system_error.h"

namespace restante::targets::files {

Error OutputFile::failure(const char* doing) const { return system_error(errno, doing + (" " + path_)); }

Result<void> OutputFile::open(const std::string& temporary_path) {
    discard();
    path_ = temporary_path;
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ < 0) return fail(failure("cannot create"));
    written_ = 0;
    used_ = 0;
    time_was_set_ = true;
    return {};
}

Result<void> OutputFile::write_all(Bytes bytes) {
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

Result<void> OutputFile::flush() {
    const std::size_t used = used_;
    used_ = 0;
    return write_all(Bytes(buffer_.data(), used));
}

Result<void> OutputFile::append(Bytes bytes) {
    if (buffer_.empty()) buffer_.resize(kBuffer);
    if (bytes.size() > buffer_.size() - used_) {
        TRY_VOID(flush());
        if (bytes.size() >= buffer_.size()) return write_all(bytes);
    }
    std::memcpy(buffer_.data() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
    return {};
}

Result<void> OutputFile::cut_back_to(std::uint64_t size) {
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

Result<void> OutputFile::publish(const std::string& final_path, std::optional<std::int64_t> modified) {
    if (auto flushed = flush(); !flushed) {
        discard();
        return flushed;
    }
    if (modified) {
        const timespec time{static_cast<time_t>(*modified), 0};
        const timespec times[2] = {time, time};
        time_was_set_ = ::futimens(descriptor_, times) == 0;
    }
    const int closing = descriptor_;
    descriptor_ = -1;
    // Network file systems report a full disk here.
    if (::close(closing) != 0 || ::rename(path_.c_str(), final_path.c_str()) != 0) {
        const Error error = system_error(errno, "cannot finish " + final_path);
        ::unlink(path_.c_str());
        return fail(error);
    }
    return {};
}

void OutputFile::discard() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    descriptor_ = -1;
    ::unlink(path_.c_str());
}

Result<void> write_file(const std::string& path, std::string_view content) {
    OutputFile file;
    TRY_VOID(file.open(path + ".restante-tmp"));
    TRY_VOID(file.append(as_bytes(content)));
    return file.publish(path);
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
