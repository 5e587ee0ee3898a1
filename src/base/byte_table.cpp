#include "base/byte_table.h"

#include <cstddef>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define RESTANTE_WIDE_TABLE
#endif

namespace restante {
namespace {

#ifdef RESTANTE_WIDE_TABLE

constexpr std::size_t kWide = 64;

// The table fits into four registers of recent processors, which look up 64 bytes at a time. Whole steps only; how many
// bytes were done.
__attribute__((target("avx512f,avx512bw,avx512vbmi"))) std::size_t map_wide(const ByteTable& table, Bytes from,
                                                                            MutableBytes to) {
    const __m512i first = _mm512_loadu_si512(table.data());
    const __m512i second = _mm512_loadu_si512(table.data() + kWide);
    const __m512i third = _mm512_loadu_si512(table.data() + 2 * kWide);
    const __m512i fourth = _mm512_loadu_si512(table.data() + 3 * kWide);
    std::size_t done = 0;
    for (; done + kWide <= from.size(); done += kWide) {
        const __m512i bytes = _mm512_loadu_si512(from.data() + done);
        const __m512i low = _mm512_permutex2var_epi8(first, bytes, second);
        const __m512i high = _mm512_permutex2var_epi8(third, bytes, fourth);
        _mm512_storeu_si512(to.data() + done, _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high));
    }
    return done;
}

bool has_wide_tables() { return __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vbmi") != 0; }

#endif

}  // namespace

void map_bytes(const ByteTable& table, Bytes from, MutableBytes to) {
    std::size_t done = 0;
#ifdef RESTANTE_WIDE_TABLE
    if (from.size() >= kWide && has_wide_tables()) done = map_wide(table, from, to);
#endif
    for (; done < from.size(); ++done) to[done] = table[from[done]];
}

}  // namespace restante
