// Storing and loading little-endian integers at a place in a buffer; one machine instruction after optimisation.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace restante::pst {

// `at` + sizeof(T) must lie inside `bytes`.
template <std::unsigned_integral T>
inline void store_le(MutableBytes bytes, std::size_t at, T value) {
    std::uint8_t* place = bytes.data() + at;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        place[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
}

template <std::unsigned_integral T>
[[nodiscard]] inline T load_le(Bytes bytes, std::size_t at) {
    const std::uint8_t* place = bytes.data() + at;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= static_cast<std::uint64_t>(place[i]) << (8 * i);
    return static_cast<T>(value);
}

// An integer of 2, 4 or 8 bytes, as the format's word sizes demand.
inline void store_word(MutableBytes bytes, std::size_t at, std::uint64_t value, std::size_t width) {
    if (width == 8)
        store_le(bytes, at, value);
    else if (width == 4)
        store_le(bytes, at, static_cast<std::uint32_t>(value));
    else
        store_le(bytes, at, static_cast<std::uint16_t>(value));
}

template <std::unsigned_integral T>
inline void append_le(ByteVector& into, T value) {
    const std::size_t at = into.size();
    into.resize(at + sizeof(T));
    store_le(into, at, value);
}

inline void append_bytes(ByteVector& into, Bytes bytes) {
    const std::size_t at = into.size();
    into.resize(at + bytes.size());
    std::copy(bytes.begin(), bytes.end(), into.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace restante::pst
