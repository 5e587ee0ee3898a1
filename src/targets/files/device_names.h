// Names that Windows takes for devices, in any directory and with any extension.
#pragma once

#include <string_view>

namespace restante::targets::files {

// CON, PRN, AUX, NUL, COM0-9, LPT0-9, CONIN$, CONOUT$, in any case, alone or before a dot.
[[nodiscard]] bool is_device_name(std::string_view name);

}  // namespace restante::targets::files
