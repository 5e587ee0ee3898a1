// Paths as front ends may ask for them: absolute, so that they mean the same everywhere, and without ways back.
#pragma once

#include <string>

namespace restante::service {

// Starts with "/", and holds no "..", no "." and no NUL.
[[nodiscard]] bool is_plain_path(const std::string& path);

}  // namespace restante::service
