#include "targets/files/device_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace restante::targets::files {

bool is_device_name(std::string_view name) {
    constexpr std::array<std::string_view, 6> kNames{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    std::string stem = ascii_upper(name.substr(0, name.find('.')));
    while (stem.ends_with(' ')) stem.pop_back();
    if (std::find(kNames.begin(), kNames.end(), stem) != kNames.end()) return true;
    if (!stem.starts_with("COM") && !stem.starts_with("LPT")) return false;
    const std::string_view number = std::string_view(stem).substr(3);
    // The superscript digits one to three count as digits.
    return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') || number == "\xC2\xB9" ||
           number == "\xC2\xB2" || number == "\xC2\xB3";
}

}  // namespace restante::targets::files
