#include "base/utf16.h"

#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace restante {

std::string from_utf16(Bytes bytes) {
    constexpr std::uint32_t kReplacement = 0xFFFD;
    const auto unit_at = [&](std::size_t at) { return bytes[at] | static_cast<std::uint32_t>(bytes[at + 1]) << 8U; };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t point = unit_at(i);
        if (point >= 0xD800 && point < 0xDC00 && i + 3 < bytes.size()) {
            const std::uint32_t low = unit_at(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
                i += 2;
            }
        }
        append_utf8(point >= 0xD800 && point < 0xE000 ? kReplacement : point, text);
    }
    return text;
}

}  // namespace restante
