#include "formats/mmf/cipher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include "formats/mmf/cipher_table.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kPage = 256;
using Row = std::array<std::uint8_t, kPage>;

constexpr std::uint8_t low_byte(std::uint64_t value) { return static_cast<std::uint8_t>(value); }

// rows[hi][v] = I[S[R[v] + hi] - hi]: everything of the standard cipher but the low byte of the offset, so that each
// byte costs one look-up.
struct StandardTable {
    std::array<Row, 256> rows{};

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

// Bytes of one page, the first at offset `low` of it; they do not cross its end.
void apply_row(const Row& row, std::size_t low, MutableBytes bytes) {
    std::size_t i = 0;
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::size_t kStep = sizeof(std::uint64_t);
        std::uint64_t offsets = add_bytes(0x0706050403020100U, low * kEach);
        for (; i + kStep <= bytes.size(); i += kStep, offsets = add_bytes(offsets, kStep * kEach)) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes.data() + i, kStep);
            eight = add_bytes(eight, offsets);
            std::uint64_t mixed = 0;
            for (unsigned shift = 0; shift < 64; shift += 8)
                mixed |= std::uint64_t{row[low_byte(eight >> shift)]} << shift;
            mixed = subtract_bytes(mixed, offsets);
            std::memcpy(bytes.data() + i, &mixed, kStep);
        }
    }
    for (; i < bytes.size(); ++i) bytes[i] = low_byte(row[low_byte(bytes[i] + low + i)] - (low + i));
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
