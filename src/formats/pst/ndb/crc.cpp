#include "formats/pst/ndb/crc.h"

#include <array>
#include <cstddef>

#include "formats/pst/little_endian.h"

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

}  // namespace

std::uint32_t crc(Bytes bytes) {
    std::uint32_t state = 0;
    std::size_t at = 0;
    for (; at + kSlices <= bytes.size(); at += kSlices)
        state = fold(state ^ load_le<std::uint32_t>(bytes, at), 12) ^ fold(load_le<std::uint32_t>(bytes, at + 4), 8) ^
                fold(load_le<std::uint32_t>(bytes, at + 8), 4) ^ fold(load_le<std::uint32_t>(bytes, at + 12), 0);
    for (; at < bytes.size(); ++at) state = (state >> 8U) ^ kTables[0][(state ^ bytes[at]) & 0xFFU];
    return state;
}

}  // namespace restante::pst::ndb
