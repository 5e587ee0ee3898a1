// A file that appears under its name only when it is complete.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_sink.h"
#include "base/bytes.h"

namespace restante::targets::files {

// May be opened again after publish() or discard(): the buffer is kept. Errors as system_error().
class OutputFile final : public ByteSink {
public:
    static constexpr std::size_t kBuffer = 1024 * 1024;

    OutputFile() = default;
    ~OutputFile() override { discard(); }

    // A leftover of an earlier run under the temporary name is replaced.
    Result<void> open(const std::string& temporary_path);
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    Result<void> append(Bytes bytes) override;
    [[nodiscard]] std::uint64_t size() const { return written_ + used_; }
    // Forgets everything behind `size` (at most size()).
    Result<void> cut_back_to(std::uint64_t size);
    // Flushes, sets the modification time (seconds since 1970) where wanted, and renames. On an error nothing is left.
    Result<void> publish(const std::string& final_path, std::optional<std::int64_t> modified = std::nullopt);
    void discard();
    // False when the file system refused the last modification time.
    [[nodiscard]] bool time_was_set() const { return time_was_set_; }

private:
    Result<void> flush();
    Result<void> write_all(Bytes bytes);
    Error failure(const char* doing) const;

    int descriptor_ = -1;
    std::string path_;
    ByteVector buffer_;
    std::size_t used_ = 0;
    std::uint64_t written_ = 0;
    bool time_was_set_ = true;
};

// Small files in one go.
Result<void> write_file(const std::string& path, std::string_view content);
// not_found, io ...; too_large above `limit` bytes.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);
// Makes the directory and its parents; no error when it is there.
Result<void> make_directories(const std::string& path);

}  // namespace restante::targets::files
