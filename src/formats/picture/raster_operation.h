// How what is drawn is combined with what is there: any of the 256 operations on pattern, source and picture.
// Source: [MS-WMF] 2.1.1.2, 2.1.1.31
#pragma once

#include <cstdint>

#include "formats/picture/image.h"

namespace restante::picture {

class RasterOperation {
public:
    // Bit i is the result where pattern, source and picture have the bits of i, pattern first.
    explicit constexpr RasterOperation(std::uint8_t table) : table_(table) {}
    // Of pen or brush and picture, 1 to 16; others are 13, a copy.
    [[nodiscard]] static constexpr RasterOperation of_pen(std::uint16_t mode) {
        constexpr std::uint16_t kModes = 16, kCopy = 13;
        const auto pairs = static_cast<std::uint8_t>((mode >= 1 && mode <= kModes ? mode : kCopy) - 1);
        std::uint8_t table = 0;
        for (unsigned i = 0; i < 8; ++i) {
            const unsigned pair = (i >> 2U) << 1U | (i & 1U);
            if ((pairs >> pair & 1U) != 0) table = static_cast<std::uint8_t>(table | 1U << i);
        }
        return RasterOperation(table);
    }

    [[nodiscard]] constexpr bool copies_pattern() const { return table_ == 0xF0; }
    [[nodiscard]] constexpr bool copies_source() const { return table_ == 0xCC; }
    [[nodiscard]] constexpr bool uses_pattern() const { return (table_ >> 4U) != (table_ & 0xFU); }

    [[nodiscard]] Color apply(const Color& pattern, const Color& source, const Color& there) const {
        if (copies_source()) return source;
        if (copies_pattern()) return pattern;
        return {mixed(pattern.red, source.red, there.red), mixed(pattern.green, source.green, there.green),
                mixed(pattern.blue, source.blue, there.blue), 0xFF};
    }

    bool operator==(const RasterOperation&) const = default;

private:
    [[nodiscard]] std::uint8_t mixed(unsigned pattern, unsigned source, unsigned there) const {
        unsigned result = 0;
        for (unsigned i = 0; i < 8; ++i)
            if ((table_ >> i & 1U) != 0)
                result |= ((i & 4U) != 0 ? pattern : ~pattern) & ((i & 2U) != 0 ? source : ~source) &
                          ((i & 1U) != 0 ? there : ~there);
        return static_cast<std::uint8_t>(result & 0xFFU);
    }

    std::uint8_t table_;
};

constexpr RasterOperation kCopyPattern{0xF0}, kCopySource{0xCC};

}  // namespace restante::picture
