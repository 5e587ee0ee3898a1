// Looking at text 16 bytes at a time, with the vector types g++ and clang have for every processor: bodies pass here
// several times each, and what is looked for in them is rare.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace restante {

struct ByteBlock {
    static constexpr std::size_t kSize = 16;
    using Bytes16 = std::uint8_t __attribute__((vector_size(kSize)));

    Bytes16 bytes{};

    static ByteBlock load(const void* text) {
        ByteBlock block;
        std::memcpy(&block.bytes, text, kSize);
        return block;
    }
    // The first `size` bytes, fewer than kSize; the rest are blanks, so that they are like any letter.
    static ByteBlock load(const void* text, std::size_t size) {
        ByteBlock block{Bytes16{} + std::uint8_t{' '}};
        std::memcpy(&block.bytes, text, size);
        return block;
    }

    // Each of these marks the bytes that are meant with 0xFF, the others with 0.
    [[nodiscard]] ByteBlock equal(char letter) const { return marks(bytes == static_cast<std::uint8_t>(letter)); }
    [[nodiscard]] ByteBlock at_least(std::uint8_t limit) const { return marks(bytes >= limit); }
    [[nodiscard]] ByteBlock below(std::uint8_t limit) const { return marks(bytes < limit); }
    friend ByteBlock operator|(ByteBlock a, ByteBlock b) { return {a.bytes | b.bytes}; }
    friend ByteBlock operator&(ByteBlock a, ByteBlock b) { return {a.bytes & b.bytes}; }
    friend ByteBlock operator~(ByteBlock a) { return {~a.bytes}; }

    // Of marks: is there one, and the index of the first; kSize when there is none.
    [[nodiscard]] bool any() const { return bits() != 0; }
    [[nodiscard]] std::size_t first() const {
        const std::uint32_t found = bits();
        return found == 0 ? kSize : static_cast<std::size_t>(std::countr_zero(found));
    }

private:
    // Of marks: one bit each, that of the first byte lowest.
    [[nodiscard]] std::uint32_t bits() const {
#ifdef __SSE2__
        return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
        std::uint32_t found = 0;
        for (std::size_t i = 0; i < kSize; ++i) found |= std::uint32_t{bytes[i] & 1U} << i;
        return found;
#endif
    }
    template <typename Mask>
    static ByteBlock marks(Mask mask) {
        return {reinterpret_cast<Bytes16>(mask)};
    }
};

// How many bytes stand in front of the first one that `marked(ByteBlock)` marks. It must not mark blanks.
template <typename Marked>
[[nodiscard]] std::size_t unmarked_prefix(std::string_view text, Marked marked) {
    std::size_t index = 0;
    for (; index + ByteBlock::kSize <= text.size(); index += ByteBlock::kSize) {
        const ByteBlock marks = marked(ByteBlock::load(text.data() + index));
        if (marks.any()) return index + marks.first();
    }
    if (index == text.size()) return index;
    const std::size_t rest = text.size() - index;
    const std::size_t first = marked(ByteBlock::load(text.data() + index, rest)).first();
    return index + (first < rest ? first : rest);
}

// How many bytes `marked(ByteBlock)` marks. It must not mark blanks.
template <typename Marked>
[[nodiscard]] std::size_t count_marked(std::string_view text, Marked marked) {
    constexpr std::size_t kMostSteps = 255;  // until a byte of the sum is full
    std::size_t count = 0;
    while (!text.empty()) {
        ByteBlock::Bytes16 sum{};
        std::size_t steps = 0;
        for (; steps < kMostSteps && text.size() >= ByteBlock::kSize; ++steps) {
            sum -= marked(ByteBlock::load(text.data())).bytes;
            text.remove_prefix(ByteBlock::kSize);
        }
        if (steps < kMostSteps && !text.empty()) {
            sum -= marked(ByteBlock::load(text.data(), text.size())).bytes;
            text = {};
        }
        for (std::size_t i = 0; i < ByteBlock::kSize; ++i) count += sum[i];
    }
    return count;
}

}  // namespace restante
