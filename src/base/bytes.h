// The two shapes raw bytes have everywhere, and the only casts between bytes and text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace restante {

using Bytes = std::span<const std::uint8_t>;  // borrowed, never owned
using MutableBytes = std::span<std::uint8_t>;
using ByteVector = std::vector<std::uint8_t>;

[[nodiscard]] inline std::string_view as_text(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] inline Bytes as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Text of C programs: what stands in front of the first NUL, or all of it.
[[nodiscard]] inline Bytes until_nul(Bytes bytes) {
    return bytes.first(std::min(bytes.size(), as_text(bytes).find('\0')));
}

// Lower-case hexadecimal, two digits a byte.
[[nodiscard]] std::string to_hex(Bytes bytes);

}  // namespace restante
