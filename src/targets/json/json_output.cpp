#include "targets/json/json_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace restante::targets {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;
constexpr int kMostLinks = 40;  // as many as Linux follows
namespace fs = std::filesystem;

Error system_error(const std::string& what, int number) {
    Errc code = Errc::io;
    if (number == EACCES || number == EPERM || number == EROFS) code = Errc::denied;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = Errc::no_space;
    return {code, fmt::format("{}: {}", what, std::strerror(number)), {}, {}};
}

// Absolute, with symbolic links followed: what is written is the file behind a link, not the link.
Result<fs::path> real_path(const std::string& path) {
    std::error_code error, ignored;
    fs::path absolute = fs::absolute(path, error);
    for (int links = 0; links < kMostLinks && fs::is_symlink(absolute, ignored); ++links)
        absolute = absolute.parent_path() / fs::read_symlink(absolute, ignored);
    const fs::path real = error ? absolute : fs::weakly_canonical(absolute, error);
    if (error) return fail(system_error(path, error.value()));
    return real;
}

// The nearest parent that exists must be a directory we may write to.
Result<void> check_parent(const fs::path& path) {
    fs::path parent = path.parent_path();
    std::error_code ignored;
    while (!parent.empty() && !fs::exists(parent, ignored)) parent = parent.parent_path();
    const std::string name = parent.empty() ? "." : parent.string();
    if (!fs::is_directory(name, ignored)) return fail(Errc::usage, fmt::format("{} is not a directory", name));
    if (::access(name.c_str(), W_OK | X_OK) != 0) return fail(system_error(name, errno));
    return {};
}

bool begins_with(const std::string& path, std::string_view signature) {
    std::ifstream file(path, std::ios::binary);
    std::string start(signature.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file.gcount() == static_cast<std::streamsize>(start.size()) && start == signature;
}

}  // namespace

Result<void> JsonOutput::check(const std::string& path, std::string_view signature, bool overwrite) {
    if (path == "-") return {};
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return check_parent(TRY(real_path(path)));
        return fail(system_error(path, errno));
    }
    if (S_ISDIR(status.st_mode)) return fail(Errc::usage, fmt::format("{} is a directory, not a file", path));
    if (!S_ISREG(status.st_mode)) {
        if (::access(path.c_str(), W_OK) != 0) return fail(system_error(path, errno));
        return {};
    }
    if (status.st_size != 0 && !overwrite && !begins_with(path, signature))
        return fail(Errc::exists,
                    fmt::format("{} exists and is not an earlier result of restante; --overwrite replaces it", path));
    return check_parent(TRY(real_path(path)));
}

std::string JsonOutput::report_path(const std::string& path) {
    struct stat status{};
    if (path == "-" || (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))) return "";
    return fs::path(path).replace_extension(".restante-report").string();
}

Result<std::unique_ptr<JsonOutput>> JsonOutput::create(const std::string& path) {
    std::unique_ptr<JsonOutput> output(new JsonOutput);
    if (path == "-") {
        output->descriptor_ = ::dup(STDOUT_FILENO);
        if (output->descriptor_ < 0) return fail(system_error("standard output", errno));
        return output;
    }
    struct stat status{};
    if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
        output->descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (output->descriptor_ < 0) return fail(system_error(path, errno));
        return output;
    }
    const fs::path final_path = TRY(real_path(path));
    std::error_code error;
    fs::create_directories(final_path.parent_path(), error);
    if (error) return fail(system_error(final_path.parent_path().string(), error.value()));
    output->final_path_ = final_path.string();
    const std::string temporary =
        (final_path.parent_path() / ("." + final_path.filename().string() + ".partial")).string();
    output->descriptor_ = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (output->descriptor_ < 0) return fail(system_error(temporary, errno));
    if (::flock(output->descriptor_, LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::io, fmt::format("{}: another run is writing this file", path));
    output->temporary_path_ = temporary;
    if (::ftruncate(output->descriptor_, 0) != 0) return fail(system_error(temporary, errno));
    return output;
}

JsonOutput::~JsonOutput() {
    if (!temporary_path_.empty()) ::unlink(temporary_path_.c_str());
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> JsonOutput::append(std::string_view text) {
    buffer_ += text;
    return buffer_.size() >= kBuffer ? flush() : Result<void>{};
}

Result<void> JsonOutput::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(system_error(final_path_.empty() ? "standard output" : final_path_, errno));
        rest.remove_prefix(static_cast<std::size_t>(count));
        written_ += static_cast<std::uint64_t>(count);
    }
    buffer_.clear();
    return {};
}

Result<void> JsonOutput::cut_back_to(std::uint64_t size) {
    if (temporary_path_.empty()) return {};
    if (size >= written_) {
        buffer_.resize(static_cast<std::size_t>(size - written_));
        return {};
    }
    buffer_.clear();
    written_ = size;
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0 ||
        ::lseek(descriptor_, static_cast<off_t>(size), SEEK_SET) < 0)
        return fail(system_error(temporary_path_, errno));
    return {};
}

Result<void> JsonOutput::publish() {
    TRY_VOID(flush());
    if (temporary_path_.empty()) return {};
    if (::fsync(descriptor_) != 0) return fail(system_error(temporary_path_, errno));
    if (::rename(temporary_path_.c_str(), final_path_.c_str()) != 0) return fail(system_error(final_path_, errno));
    temporary_path_.clear();
    return {};
}

}  // namespace restante::targets
