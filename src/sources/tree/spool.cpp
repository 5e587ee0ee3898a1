#include "sources/tree/spool.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace restante::sources {
namespace {

Error system_failure(int number) {
    const Errc code = number == ENOSPC || number == EDQUOT ? Errc::no_space : Errc::io;
    return {code, "the temporary file for an archive: " + std::generic_category().message(number), {}, {}};
}

class DescriptorBytes final : public ByteSource {
public:
    DescriptorBytes(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    ~DescriptorBytes() override { ::close(descriptor_); }

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset)
            return fail(Errc::truncated, "read past the end of the file", offset);
        while (!into.empty()) {
            const ssize_t count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return fail(system_failure(count < 0 ? errno : EIO));
            into = into.subspan(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
        return {};
    }

private:
    int descriptor_;
    std::uint64_t size_;
};

}  // namespace

Spool::Spool() = default;
Spool::~Spool() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> Spool::to_file() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "restante-XXXXXX").string();
    descriptor_ = ::mkstemp(name.data());
    if (descriptor_ < 0) return fail(system_failure(errno));
    ::unlink(name.c_str());
    const ByteVector held = std::exchange(memory_, {});
    return append(held);
}

Result<void> Spool::append(Bytes bytes) {
    if (descriptor_ < 0) {
        memory_.insert(memory_.end(), bytes.begin(), bytes.end());
        return memory_.size() > kInMemory ? to_file() : Result<void>{};
    }
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(system_failure(errno));
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        written_ += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<ByteSourcePointer> Spool::finish() {
    if (descriptor_ < 0) return ByteSourcePointer(std::make_shared<MemoryBytes>(std::exchange(memory_, {})));
    const std::uint64_t size = std::exchange(written_, 0);
    return ByteSourcePointer(std::make_shared<DescriptorBytes>(std::exchange(descriptor_, -1), size));
}

}  // namespace restante::sources
