// Control characters made visible: their pictures of Unicode, U+2400 to U+241F and U+2421.
#pragma once

#include <cstdint>
#include <string>

namespace restante {

[[nodiscard]] constexpr bool is_ascii_control(char letter) {
    return static_cast<std::uint8_t>(letter) < 0x20 || letter == 0x7F;
}

// `control` is one for which is_ascii_control() holds.
inline void append_control_picture(char control, std::string& into) {
    into += "\xE2\x90";
    into += static_cast<char>(control == 0x7F ? 0xA1 : 0x80 + control);
}

}  // namespace restante
