// Random-access bytes that need not be in memory: a file, a deciphered stretch of one, or a buffer.
//
// Implementations change nothing that a reader can see once made (the medium itself may change) and may be read from
// several threads.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    [[nodiscard]] virtual std::uint64_t size() const = 0;  // bytes

    // Fills `into` completely from `offset`, or fails (truncated: outside size(); io: the medium).
    virtual Result<void> read(std::uint64_t offset, MutableBytes into) const = 0;

    // Drops what is kept of earlier reads, so that the next ones show the medium as it is then. For files that another
    // program may be writing.
    virtual void forget() const {}
};

using ByteSourcePointer = std::shared_ptr<const ByteSource>;

class MemoryBytes final : public ByteSource {
public:
    explicit MemoryBytes(ByteVector bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    [[nodiscard]] Bytes view() const { return bytes_; }

private:
    ByteVector bytes_;
};

// A window of another source.
class ByteRange final : public ByteSource {
public:
    // Cut to what `whole` holds.
    ByteRange(ByteSourcePointer whole, std::uint64_t offset, std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    void forget() const override { whole_->forget(); }

private:
    ByteSourcePointer whole_;
    std::uint64_t offset_;
    std::uint64_t size_;
};

// Everything, in memory. Fails with too_large above `limit`: callers name what they are ready to hold.
Result<ByteVector> read_all(const ByteSource& source, std::uint64_t limit);

// Calls `consume(Bytes)` -> Result<void> with successive pieces of at most 256 KiB; never holds more.
template <class Consume>
Result<void> for_each_piece(const ByteSource& source, Consume&& consume) {
    constexpr std::uint64_t kPiece = 256ULL * 1024;
    const std::uint64_t total = source.size();
    ByteVector buffer(static_cast<std::size_t>(total < kPiece ? total : kPiece));
    for (std::uint64_t done = 0; done < total;) {
        const std::uint64_t left = total - done;
        const MutableBytes piece(buffer.data(), static_cast<std::size_t>(left < kPiece ? left : kPiece));
        TRY_VOID(source.read(done, piece));
        TRY_VOID(consume(Bytes(piece)));
        done += piece.size();
    }
    return {};
}

}  // namespace restante
