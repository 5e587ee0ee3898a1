#include "formats/pst/ndb/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "formats/pst/ndb/permute_tables.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define RESTANTE_WIDE_PERMUTE
#endif

namespace restante::pst::ndb {
namespace {

using Table = std::array<std::uint8_t, 256>;

#ifdef RESTANTE_WIDE_PERMUTE

constexpr std::size_t kWide = 64;

// The table fits into four registers of recent processors, which look up 64 bytes at a time. Whole steps only; how many
// bytes were done.
__attribute__((target("avx512f,avx512bw,avx512vbmi"))) std::size_t permute_wide(const Table& table,
                                                                                const std::uint8_t* from,
                                                                                std::uint8_t* to, std::size_t count) {
    const __m512i first = _mm512_loadu_si512(table.data());
    const __m512i second = _mm512_loadu_si512(table.data() + kWide);
    const __m512i third = _mm512_loadu_si512(table.data() + 2 * kWide);
    const __m512i fourth = _mm512_loadu_si512(table.data() + 3 * kWide);
    std::size_t done = 0;
    for (; done + kWide <= count; done += kWide) {
        const __m512i bytes = _mm512_loadu_si512(from + done);
        const __m512i low = _mm512_permutex2var_epi8(first, bytes, second);
        const __m512i high = _mm512_permutex2var_epi8(third, bytes, fourth);
        _mm512_storeu_si512(to + done, _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high));
    }
    return done;
}

bool can_permute_wide() { return __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vbmi") != 0; }

#endif

// `from` and `to` may be the same.
void permute(const Table& table, const std::uint8_t* from, std::uint8_t* to, std::size_t count) {
    std::size_t done = 0;
#ifdef RESTANTE_WIDE_PERMUTE
    if (can_permute_wide()) done = permute_wide(table, from, to, count);
#endif
    for (; done < count; ++done) to[done] = table[from[done]];
}

// The same function encodes and decodes: R, then S (its own inverse), then I = R backwards.
void cyclic(Bid bid, const std::uint8_t* from, std::uint8_t* to, std::size_t count) {
    const auto key = static_cast<std::uint32_t>(bid);
    auto rolling = static_cast<std::uint16_t>(key ^ (key >> 16U));
    for (std::size_t i = 0; i < count; ++i, ++rolling) {
        const auto low = static_cast<std::uint8_t>(rolling);
        const auto high = static_cast<std::uint8_t>(rolling >> 8U);
        auto byte = kPermuteEncode[static_cast<std::uint8_t>(from[i] + low)];
        byte = kPermuteMiddle[static_cast<std::uint8_t>(byte + high)];
        byte = kPermuteDecode[static_cast<std::uint8_t>(byte - high)];
        to[i] = static_cast<std::uint8_t>(byte - low);
    }
}

}  // namespace

void encode(Encoding encoding, Bid bid, Bytes from, MutableBytes to) {
    switch (encoding) {
        case Encoding::none:
            std::copy(from.begin(), from.end(), to.begin());
            break;
        case Encoding::permute:
            permute(kPermuteEncode, from.data(), to.data(), from.size());
            break;
        case Encoding::cyclic:
            cyclic(bid, from.data(), to.data(), from.size());
            break;
    }
}

void decode(Encoding encoding, Bid bid, MutableBytes bytes) {
    if (encoding == Encoding::permute)
        permute(kPermuteDecode, bytes.data(), bytes.data(), bytes.size());
    else if (encoding == Encoding::cyclic)
        cyclic(bid, bytes.data(), bytes.data(), bytes.size());
}

}  // namespace restante::pst::ndb
