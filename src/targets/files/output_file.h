// A file that appears under its name only when it is complete, or a pipe or device that takes what it is given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_sink.h"
#include "base/bytes.h"

namespace restante::targets::files {

// How a finished file gets its name.
struct Publishing {
    std::optional<std::int64_t> modified{};  // its modification time, seconds since 1970
    // On the disk before it has its name, and the name on the disk before publish() returns: survives a power cut.
    // Costs milliseconds; for many small files LockedDirectory::synchronize() does it for all of them at once.
    bool synchronized = false;
};

// May be opened again after publish() or discard(): the buffer is kept. Errors as system_error().
class OutputFile final : public ByteSink {
public:
    static constexpr std::size_t kBuffer = 1024 * 1024;
    static constexpr std::size_t kStreamBuffer = 64 * 1024;  // whoever reads a pipe wants it soon

    OutputFile() = default;
    ~OutputFile() override { discard(); }

    // A leftover of an earlier run under the temporary name is replaced.
    Result<void> open(const std::string& temporary_path);
    // The same where two runs may want the same file at once; conflict: another one has it.
    Result<void> open_alone(const std::string& temporary_path);
    // Takes the descriptor of a pipe or device. What is written there stays: it has no temporary name, cut_back_to()
    // changes nothing and publish() only flushes and closes. `name` is for error messages.
    void adopt(int descriptor, std::string name);
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    // After an error nothing behind size() before the call is there, and cut_back_to() can go back to that size.
    Result<void> append(Bytes bytes) override;
    [[nodiscard]] std::uint64_t size() const { return written_ + used_; }
    // Forgets everything behind `size` (at most size()).
    Result<void> cut_back_to(std::uint64_t size);
    // Flushes, closes and renames. On an error nothing is left.
    Result<void> publish(const std::string& final_path, const Publishing& how = {});
    void discard();
    // False when the file system refused the last modification time.
    [[nodiscard]] bool time_was_set() const { return time_was_set_; }

private:
    Result<void> flush();
    Result<void> write_all(Bytes& bytes);
    Result<void> close_complete(const Publishing& how);
    Error failure(const char* doing) const;

    int descriptor_ = -1;
    std::string path_;  // the temporary one; of a pipe or device its name
    bool is_stream_ = false;
    ByteVector buffer_;
    std::size_t used_ = 0;
    std::uint64_t written_ = 0;
    bool time_was_set_ = true;
};

// Small files in one go, synchronized.
Result<void> write_file(const std::string& path, std::string_view content);
// not_found, io ...; too_large above `limit` bytes.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);
// 0 or more; -1 when there is no such file.
[[nodiscard]] std::int64_t size_of_file(const std::string& path);
// Makes the directory and its parents; no error when it is there.
Result<void> make_directories(const std::string& path);

}  // namespace restante::targets::files
