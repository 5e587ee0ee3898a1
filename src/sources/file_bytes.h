// A file of the source, opened read-only and never locked. Small neighbouring reads share one system call.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/byte_source.h"

namespace restante::sources {

// Thread-safe; readers of one file wait for each other only while bytes are copied or fetched.
class FileBytes final : public ByteSource {
public:
    // not_found; denied; io; bad_magic: a directory, device, pipe or socket. The access time of the file is left alone
    // where the system allows it.
    static Result<std::shared_ptr<const FileBytes>> open(const std::string& path);
    ~FileBytes() override;

    [[nodiscard]] std::uint64_t size() const override { return size_; }  // when opened, or at the last forget()
    // io also when the file has become shorter since.
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    void forget() const override;

private:
    // A stretch of the file kept in memory. It grows while reads follow one another and shrinks when they jump, so
    // that neither sequential nor scattered reading fetches much in vain.
    struct Window {
        ByteVector bytes{};
        std::uint64_t offset = 0;
        std::uint64_t last_used = 0;
    };
    static constexpr std::size_t kWindows = 4;  // folder list, message, attachment list, attachment
    static constexpr std::size_t kPage = 4 * 1024;
    static constexpr std::size_t kSmallestWindow = 4 * kPage;
    static constexpr std::size_t kLargestWindow = 256 * 1024;
    static constexpr std::size_t kUnbuffered = 64 * 1024;  // reads from this size on go past the windows

    FileBytes(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    Result<void> fetch(std::uint64_t offset, MutableBytes into) const;
    Result<void> refill(Window& window, std::uint64_t offset, std::size_t needed) const;
    // A read at `offset` goes on where the window ends, or nearly.
    static bool continues(const Window& window, std::uint64_t offset);
    Window& window_for(std::uint64_t offset) const;

    int descriptor_;
    mutable std::atomic<std::uint64_t> size_;
    mutable std::mutex mutex_;
    mutable std::array<Window, kWindows> windows_;
    mutable std::uint64_t uses_ = 0;
};

}  // namespace restante::sources
