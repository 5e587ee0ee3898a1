#include "formats/pst/ndb/crc.h"

#include <array>
#include <cstddef>

#include "formats/pst/little_endian.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define RESTANTE_CRC_FOLDS
#endif

namespace restante::pst::ndb {
namespace {

constexpr std::uint32_t kPolynomial = 0xEDB88320U;
constexpr std::size_t kSlices = 16;
using Tables = std::array<std::array<std::uint32_t, 256>, kSlices>;

// tables[k][b]: what byte b does to the register when k more bytes follow it.
constexpr Tables make_tables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? kPolynomial : 0U);
        tables[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < kSlices; ++slice)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8U) ^ tables[0][before & 0xFFU];
        }
    return tables;
}

constexpr Tables kTables = make_tables();

// Four bytes at once, followed by `after` more bytes of the same step.
inline std::uint32_t fold(std::uint32_t word, std::size_t after) {
    return kTables[after + 3][word & 0xFFU] ^ kTables[after + 2][(word >> 8U) & 0xFFU] ^
           kTables[after + 1][(word >> 16U) & 0xFFU] ^ kTables[after][word >> 24U];
}

std::uint32_t crc_by_tables(std::uint32_t state, Bytes bytes) {
    std::size_t at = 0;
    for (; at + kSlices <= bytes.size(); at += kSlices)
        state = fold(state ^ load_le<std::uint32_t>(bytes, at), 12) ^ fold(load_le<std::uint32_t>(bytes, at + 4), 8) ^
                fold(load_le<std::uint32_t>(bytes, at + 8), 4) ^ fold(load_le<std::uint32_t>(bytes, at + 12), 0);
    for (; at < bytes.size(); ++at) state = (state >> 8U) ^ kTables[0][(state ^ bytes[at]) & 0xFFU];
    return state;
}

#ifdef RESTANTE_CRC_FOLDS

constexpr std::size_t kLane = 16;
constexpr std::size_t kLanes = 4;

// Multiplies both halves of `lane` by powers of x modulo the polynomial, which moves the lane so many bits on.
__attribute__((target("pclmul"))) inline __m128i moved(__m128i lane, __m128i powers) {
    return _mm_xor_si128(_mm_clmulepi64_si128(lane, powers, 0x00), _mm_clmulepi64_si128(lane, powers, 0x11));
}

__attribute__((target("pclmul"))) inline __m128i load_lane(const std::uint8_t* from) {
    return _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(from)));
}

// At least 64 bytes: folds all whole lanes into 16 bytes that have the same checksum, then goes on by tables. Method:
// Gopal and others, "Fast CRC Computation Using PCLMULQDQ", 2009; the powers are those of the reflected polynomial.
__attribute__((target("pclmul"))) std::uint32_t crc_by_folding(Bytes bytes) {
    const __m128i by_four_lanes = _mm_set_epi64x(0x01C6E41596, 0x0154442BD4);
    const __m128i by_one_lane = _mm_set_epi64x(0x00CCAA009E, 0x01751997D0);
    const std::uint8_t* from = bytes.data();
    const std::uint8_t* const end = from + bytes.size();
    __m128i lanes[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = load_lane(from + i * kLane);
    for (from += kLanes * kLane; from + kLanes * kLane <= end; from += kLanes * kLane)
        for (std::size_t i = 0; i < kLanes; ++i)
            lanes[i] = _mm_xor_si128(moved(lanes[i], by_four_lanes), load_lane(from + i * kLane));
    __m128i folded = lanes[0];
    for (std::size_t i = 1; i < kLanes; ++i) folded = _mm_xor_si128(moved(folded, by_one_lane), lanes[i]);
    for (; from + kLane <= end; from += kLane) folded = _mm_xor_si128(moved(folded, by_one_lane), load_lane(from));
    std::array<std::uint8_t, kLane> rest{};
    _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(rest.data())), folded);
    return crc_by_tables(crc_by_tables(0, rest), Bytes(from, end));
}

#endif

}  // namespace

std::uint32_t crc(Bytes bytes) {
#ifdef RESTANTE_CRC_FOLDS
    if (bytes.size() >= kLanes * kLane && __builtin_cpu_supports("pclmul") != 0) return crc_by_folding(bytes);
#endif
    return crc_by_tables(0, bytes);
}

}  // namespace restante::pst::ndb
