#include "targets/json/json_place.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "targets/files/system_error.h"
#include "targets/own_results.h"

namespace restante::targets {
namespace {

using files::system_error;
constexpr int kMostLinks = 40;  // as many as Linux follows
namespace fs = std::filesystem;

// Absolute, with symbolic links followed: what is written is the file behind a link, not the link.
Result<fs::path> real_path(const std::string& path) {
    std::error_code error, ignored;
    fs::path absolute = fs::absolute(path, error);
    for (int links = 0; links < kMostLinks && fs::is_symlink(absolute, ignored); ++links)
        absolute = absolute.parent_path() / fs::read_symlink(absolute, ignored);
    const fs::path real = error ? absolute : fs::weakly_canonical(absolute, error);
    if (error) return fail(system_error(error.value(), path));
    return real;
}

// The nearest parent that exists must be a directory we may write to.
Result<void> check_parent(const fs::path& path) {
    fs::path parent = path.parent_path();
    std::error_code ignored;
    while (!parent.empty() && !fs::exists(parent, ignored)) parent = parent.parent_path();
    const std::string name = parent.empty() ? "." : parent.string();
    if (!fs::is_directory(name, ignored)) return fail(Errc::usage, fmt::format("{} is not a directory", name));
    if (::access(name.c_str(), W_OK | X_OK) != 0) return fail(system_error(errno, name));
    return {};
}

bool is_stream(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

Result<void> check_json_place(const std::string& path, bool overwrite) {
    if (path == "-") return {};
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return check_parent(TRY(real_path(path)));
        return fail(system_error(errno, path));
    }
    if (S_ISDIR(status.st_mode)) return fail(Errc::usage, fmt::format("{} is a directory, not a file", path));
    if (!S_ISREG(status.st_mode)) {
        if (::access(path.c_str(), W_OK) != 0) return fail(system_error(errno, path));
        return {};
    }
    if (status.st_size != 0 && !overwrite && !is_json_result(path))
        return fail(Errc::exists,
                    fmt::format("{} exists and is not an earlier result of restante; --overwrite replaces it", path));
    return check_parent(TRY(real_path(path)));
}

std::string json_report_path(const std::string& path) {
    if (path == "-" || is_stream(path)) return "";
    return fs::path(path).replace_extension(".restante-report").string();
}

Result<std::string> open_json_place(const std::string& path, files::OutputFile& output) {
    if (path == "-" || is_stream(path)) {
        const std::string name = path == "-" ? "standard output" : path;
        const int descriptor = path == "-" ? ::dup(STDOUT_FILENO) : ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor < 0) return fail(system_error(errno, name));
        output.adopt(descriptor, name);
        return std::string();
    }
    const fs::path final_path = TRY(real_path(path));
    TRY_VOID(files::make_directories(final_path.parent_path().string()));
    TRY_VOID(output.open_alone(
        (final_path.parent_path() / ("." + final_path.filename().string() + ".restante-tmp")).string()));
    return final_path.string();
}

}  // namespace restante::targets
