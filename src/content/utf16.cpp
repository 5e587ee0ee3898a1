#include "content/utf16.h"

#include <cstdint>

namespace restante::content {
namespace {

void append(std::uint32_t point, std::string& text) {
    const auto add = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    const auto tail = [&](unsigned shift) { add(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xC0U | point >> 6U);
    } else if (point < 0x10000) {
        add(0xE0U | point >> 12U);
        tail(6);
    } else {
        add(0xF0U | point >> 18U);
        tail(12);
        tail(6);
    }
    tail(0);
}

}  // namespace

std::string from_utf16(Bytes bytes) {
    constexpr std::uint32_t kReplacement = 0xFFFD;
    const auto unit_at = [&](std::size_t at) { return bytes[at] | static_cast<std::uint32_t>(bytes[at + 1]) << 8U; };
    std::string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t point = unit_at(i);
        if (point >= 0xD800 && point < 0xDC00 && i + 3 < bytes.size()) {
            const std::uint32_t low = unit_at(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
                i += 2;
            }
        }
        append(point >= 0xD800 && point < 0xE000 ? kReplacement : point, text);
    }
    return text;
}

}  // namespace restante::content
