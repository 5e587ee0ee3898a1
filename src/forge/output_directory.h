// The new directory everything is written into, one small file or stream at a time.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante::forge {

// A new file; replaces nothing. Errors: exists, no_space, denied, io.
class FileSink final : public PatchableSink {
public:
    static Result<std::unique_ptr<FileSink>> create(const std::string& path);
    ~FileSink() override;
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;

    Result<void> append(Bytes bytes) override;
    Result<void> patch(std::uint64_t offset, Bytes bytes) override;
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // To be called once everything is written.
    Result<void> close();

private:
    FileSink(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}

    std::FILE* file_;
    std::string path_;
    std::uint64_t size_ = 0;
};

class OutputDirectory {
public:
    // exists: there is something else, or a directory with something in it.
    static Result<OutputDirectory> create(const std::string& path);
    // One that is there, or that nothing is written into.
    static OutputDirectory existing(const std::string& path) { return OutputDirectory(path); }

    // Paths are below the directory, with slashes: "GLB/MASTER.GLB". Missing directories are made.
    Result<void> make_directory(const std::string& path) const;
    Result<void> write(const std::string& path, Bytes bytes) const;
    Result<std::unique_ptr<FileSink>> open(const std::string& path) const;
    [[nodiscard]] std::string full(std::string_view path) const { return root_ + "/" + std::string(path); }

private:
    explicit OutputDirectory(std::string root) : root_(std::move(root)) {}

    std::string root_;
};

}  // namespace restante::forge
