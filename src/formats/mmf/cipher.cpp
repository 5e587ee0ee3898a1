#include "formats/mmf/cipher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

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

constexpr std::uint64_t kEach = 0x0101010101010101U;
constexpr std::uint64_t kHighBits = 0x80 * kEach;

// Byte-wise sums and differences of eight bytes at once: no carry crosses from one byte to the next.
constexpr std::uint64_t add_bytes(std::uint64_t a, std::uint64_t b) {
    return ((a & ~kHighBits) + (b & ~kHighBits)) ^ ((a ^ b) & kHighBits);
}
constexpr std::uint64_t subtract_bytes(std::uint64_t a, std::uint64_t b) {
    return ((a | kHighBits) - (b & ~kHighBits)) ^ ((a ^ ~b) & kHighBits);
}

constexpr std::size_t kStep = sizeof(std::uint64_t);
constexpr std::uint64_t kFirstOffsets =
    std::endian::native == std::endian::little ? 0x0706050403020100U : 0x0001020304050607U;

// Calls `combine(eight bytes, their eight offsets)` for eight bytes at a time, the first at offset `low` of its page.
template <class Combine>
void combine_with_offsets(std::size_t low, MutableBytes bytes, Combine combine) {
    std::uint64_t offsets = add_bytes(kFirstOffsets, low * kEach);
    std::uint64_t eight = 0;
    std::uint8_t* at = bytes.data();
    for (std::size_t steps = bytes.size() / kStep; steps > 0; --steps, at += kStep) {
        std::memcpy(&eight, at, kStep);
        eight = combine(eight, offsets);
        std::memcpy(at, &eight, kStep);
        offsets = add_bytes(offsets, kStep * kEach);
    }
    const std::size_t rest = bytes.size() % kStep;
    if (rest == 0) return;
    std::memcpy(&eight, at, rest);
    eight = combine(eight, offsets);
    std::memcpy(at, &eight, rest);
}

// Bytes of one page, the first at offset `low` of it; they do not cross its end.
void apply_row(const ByteTable& row, std::size_t low, MutableBytes bytes) {
    combine_with_offsets(low, bytes,
                         [](std::uint64_t eight, std::uint64_t offsets) { return add_bytes(eight, offsets); });
    map_bytes(row, bytes, bytes);
    combine_with_offsets(low, bytes,
                         [](std::uint64_t eight, std::uint64_t offsets) { return subtract_bytes(eight, offsets); });
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
