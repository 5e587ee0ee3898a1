// A file that begins and ends with given bytes and has made-up ones between them, as many as wanted, none of them kept.
#pragma once

#include <cstdint>
#include <utility>

#include "base/byte_source.h"

namespace restante::forge {

class PatternedBytes final : public ByteSource {
public:
    // `filler` empty: bytes without pattern, by `seed`; else these again and again. `size` at least head and tail.
    PatternedBytes(ByteVector head, std::uint64_t size, ByteVector tail, std::uint64_t seed, ByteVector filler = {})
        : head_(std::move(head)), tail_(std::move(tail)), filler_(std::move(filler)), size_(size), seed_(seed) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;

private:
    void fill(std::uint64_t position, MutableBytes into) const;

    ByteVector head_, tail_, filler_;
    std::uint64_t size_, seed_;
};

}  // namespace restante::forge
