// Reads structures out of a ByteSource by ranges: a header may be followed by data larger than memory, which is passed
// over, never loaded. Offsets are those of the source.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {

// A stretch of a source that holds data nobody has read yet.
struct SourceRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    bool operator==(const SourceRange&) const = default;
};

// Reads past the end fail with Errc::truncated and leave the position unchanged. The source must outlive the reader.
class SourceReader {
public:
    explicit SourceReader(const ByteSource& source) : SourceReader(source, {0, source.size()}) {}
    // Sees nothing outside `window`, which is cut to what the source holds.
    SourceReader(const ByteSource& source, SourceRange window);

    [[nodiscard]] std::uint64_t offset() const { return position_; }
    [[nodiscard]] std::uint64_t remaining() const { return end_ - position_; }
    [[nodiscard]] bool at_end() const { return remaining() == 0; }

    // A copy of the next `count` bytes; fails with too_large above `limit`: callers name what they are ready to hold.
    Result<ByteVector> bytes(std::uint64_t count, std::uint64_t limit);
    // The next `count` bytes, unread.
    Result<SourceRange> range(std::uint64_t count);
    Result<void> skip(std::uint64_t count);
    // Bytes up to a NUL, which is consumed but not returned; too_large when there is none among `limit` bytes.
    Result<ByteVector> until_nul(std::size_t limit);

    template <std::unsigned_integral T>
    Result<T> le() {
        std::uint8_t raw[sizeof(T)];
        TRY_VOID(fill(raw));
        std::uint64_t value = 0;
        for (std::size_t i = sizeof(T); i-- > 0;) value = (value << 8U) | raw[i];
        return static_cast<T>(value);
    }

private:
    Result<void> fill(MutableBytes into);

    const ByteSource* source_;
    std::uint64_t position_;
    std::uint64_t end_;
};

}  // namespace restante
