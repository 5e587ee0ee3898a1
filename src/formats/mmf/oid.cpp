#include "formats/mmf/oid.h"

#include <array>

#include "base/bytes.h"

namespace restante::mmf {

std::string Oid::hex() const {
    const std::array<std::uint8_t, 4> stored{static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8U),
                                             static_cast<std::uint8_t>(value >> 16U),
                                             static_cast<std::uint8_t>(value >> 24U)};
    return to_hex(stored);
}

}  // namespace restante::mmf
