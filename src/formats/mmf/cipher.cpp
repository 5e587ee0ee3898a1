#include "formats/mmf/cipher.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "base/byte_block.h"
#include "base/byte_table.h"
#include "formats/mmf/cipher_table.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kPage = 256;

constexpr std::uint8_t low_byte(std::uint64_t value) { return static_cast<std::uint8_t>(value); }

// rows[hi][v] = I[S[R[v] + hi] - hi]: everything of the standard cipher but the low byte of the offset, so that each
// byte costs one look-up.
struct StandardTable {
    std::array<ByteTable, 256> rows{};

    StandardTable() {
        for (std::size_t hi = 0; hi < rows.size(); ++hi)
            for (std::size_t v = 0; v < kPage; ++v)
                rows[hi][v] = kSubstituteInverse[low_byte(kMix[low_byte(kSubstitute[v] + hi)] - hi)];
    }
};

const StandardTable& standard_table() {
    static const StandardTable kTable;
    return kTable;
}

constexpr ByteBlock::Bytes16 kFirstOffsets{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// Calls `combine(bytes, their offsets)` for 16 bytes at a time, the first at offset `low` of its page.
template <class Combine>
void combine_with_offsets(std::size_t low, MutableBytes bytes, Combine combine) {
    ByteBlock::Bytes16 offsets = kFirstOffsets + low_byte(low);
    std::uint8_t* at = bytes.data();
    for (std::size_t steps = bytes.size() / ByteBlock::kSize; steps > 0; --steps, at += ByteBlock::kSize) {
        const ByteBlock::Bytes16 combined = combine(ByteBlock::load(at).bytes, offsets);
        std::memcpy(at, &combined, ByteBlock::kSize);
        offsets += std::uint8_t{ByteBlock::kSize};
    }
    const std::size_t rest = bytes.size() % ByteBlock::kSize;
    if (rest == 0) return;
    const ByteBlock::Bytes16 combined = combine(ByteBlock::load(at, rest).bytes, offsets);
    std::memcpy(at, &combined, rest);
}

// Bytes of one page, the first at offset `low` of it; they do not cross its end.
void apply_row(const ByteTable& row, std::size_t low, MutableBytes bytes) {
    combine_with_offsets(low, bytes, [](auto some, auto offsets) { return some + offsets; });
    map_bytes(row, bytes, bytes);
    combine_with_offsets(low, bytes, [](auto some, auto offsets) { return some - offsets; });
}

void apply_standard(std::uint64_t offset, MutableBytes bytes) {
    const StandardTable& table = standard_table();
    for (std::size_t done = 0; done < bytes.size();) {
        const std::uint64_t at = offset + done;
        const std::size_t low = low_byte(at);
        const std::size_t count = std::min(kPage - low, bytes.size() - done);
        apply_row(table.rows[low_byte(at >> 8U)], low, bytes.subspan(done, count));
        done += count;
    }
}

// Calls `substitute(byte, key)` for every byte, key = offset div divisor.
template <class Substitute>
void apply_alternate(std::uint64_t offset, std::uint32_t divisor, MutableBytes bytes, Substitute substitute) {
    std::uint64_t key = offset / divisor;
    std::uint64_t run = divisor - offset % divisor;
    for (std::size_t done = 0; done < bytes.size(); ++key, run = divisor) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(run, bytes.size() - done));
        for (std::uint8_t& byte : bytes.subspan(done, count)) byte = substitute(byte, low_byte(key));
        done += count;
    }
}

}  // namespace

Result<Cipher> Cipher::alternate(std::uint32_t divisor) {
    if (divisor == 0) return fail(Errc::bad_value, "the divisor of the alternate cipher is 0");
    return Cipher(divisor);
}

void Cipher::decipher(std::uint64_t offset, MutableBytes bytes) const {
    if (divisor_ == 0) return apply_standard(offset, bytes);
    apply_alternate(offset, divisor_, bytes, [](std::uint8_t byte, std::uint8_t key) {
        return kSubstitute[low_byte(std::uint64_t{kMix[byte]} - key)];
    });
}

void Cipher::encipher(std::uint64_t offset, MutableBytes bytes) const {
    if (divisor_ == 0) return apply_standard(offset, bytes);
    apply_alternate(offset, divisor_, bytes, [](std::uint8_t byte, std::uint8_t key) {
        return kMix[low_byte(std::uint64_t{kSubstituteInverse[byte]} + key)];
    });
}

}  // namespace restante::mmf
