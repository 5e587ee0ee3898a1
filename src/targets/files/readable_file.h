// A file of the target, read where it lies.
#pragma once

#include <memory>
#include <string>

#include "base/byte_source.h"

namespace restante::targets::files {

// Thread-safe.
class ReadableFile final : public ByteSource {
public:
    // not_found, denied, io.
    static Result<ByteSourcePointer> open(const std::string& path);
    ~ReadableFile() override;

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;

private:
    ReadableFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

    int descriptor_;
    std::uint64_t size_;
};

}  // namespace restante::targets::files
