#pragma once

#include <string_view>

namespace restante::service {

[[nodiscard]] std::string_view version();  // "0.1.0"

}  // namespace restante::service
