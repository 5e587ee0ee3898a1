#include "forge/output_directory.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace restante::forge {
namespace {

tl::unexpected<Error> system_failure(int number, const std::string& doing) {
    const Errc code = number == ENOSPC || number == EDQUOT                     ? Errc::no_space
                      : number == EACCES || number == EPERM || number == EROFS ? Errc::denied
                      : number == EEXIST                                       ? Errc::exists
                                                                               : Errc::io;
    return fail(code, fmt::format("{}: {}", doing, std::generic_category().message(number)));
}

}  // namespace

Result<std::unique_ptr<FileSink>> FileSink::create(const std::string& path) {
    std::FILE* const file = std::fopen(path.c_str(), "wbx");
    if (file == nullptr) return system_failure(errno, path);
    return std::unique_ptr<FileSink>(new FileSink(file, path));
}

FileSink::~FileSink() {
    if (file_ != nullptr) std::fclose(file_);
}

Result<void> FileSink::append(Bytes bytes) {
    if (bytes.empty()) return {};
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return system_failure(errno, path_);
    size_ += bytes.size();
    return {};
}

Result<void> FileSink::patch(std::uint64_t offset, Bytes bytes) {
    if (std::fseek(file_, static_cast<long>(offset), SEEK_SET) != 0) return system_failure(errno, path_);
    const bool written = bytes.empty() || std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size();
    if (!written || std::fseek(file_, 0, SEEK_END) != 0) return system_failure(errno, path_);
    return {};
}

Result<void> FileSink::close() {
    std::FILE* const file = std::exchange(file_, nullptr);
    if (std::fclose(file) != 0) return system_failure(errno, path_);
    return {};
}

Result<OutputDirectory> OutputDirectory::create(const std::string& path) {
    std::error_code error;
    const bool there = std::filesystem::exists(std::filesystem::symlink_status(path, error));
    if (there && !std::filesystem::is_directory(path, error))
        return fail(Errc::exists, path + " exists and is no directory");
    if (there) {
        const bool empty = std::filesystem::is_empty(path, error);
        if (error) return system_failure(error.value(), path);
        if (!empty) return fail(Errc::exists, path + " exists and is not empty");
    }
    std::filesystem::create_directories(path, error);
    if (error) return system_failure(error.value(), path);
    return OutputDirectory(path);
}

Result<void> OutputDirectory::make_directory(const std::string& path) const {
    std::error_code error;
    std::filesystem::create_directories(full(path), error);
    if (error) return system_failure(error.value(), full(path));
    return {};
}

Result<void> OutputDirectory::write(const std::string& path, Bytes bytes) const {
    const auto sink = TRY(open(path));
    TRY_VOID(sink->append(bytes));
    return sink->close();
}

Result<std::unique_ptr<FileSink>> OutputDirectory::open(const std::string& path) const {
    auto sink = FileSink::create(full(path));
    if (sink || sink.error().code != Errc::io) return sink;
    TRY_VOID(make_directory(std::filesystem::path(path).parent_path().string()));
    return FileSink::create(full(path));
}

}  // namespace restante::forge
