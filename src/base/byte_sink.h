// Where streaming writers put their bytes. Appending only; formats that must go back to patch use PatchableSink.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

class ByteSink {
public:
    ByteSink() = default;
    ByteSink(const ByteSink&) = delete;
    ByteSink& operator=(const ByteSink&) = delete;
    virtual ~ByteSink() = default;

    virtual Result<void> append(Bytes bytes) = 0;  // no_space, io
};

class PatchableSink : public ByteSink {
public:
    // Overwrites bytes appended before; never beyond them.
    virtual Result<void> patch(std::uint64_t offset, Bytes bytes) = 0;
};

class MemorySink final : public PatchableSink {
public:
    Result<void> append(Bytes bytes) override;
    Result<void> patch(std::uint64_t offset, Bytes bytes) override;
    [[nodiscard]] const ByteVector& bytes() const { return bytes_; }
    [[nodiscard]] ByteVector take() { return std::move(bytes_); }

private:
    ByteVector bytes_;
};

}  // namespace restante
