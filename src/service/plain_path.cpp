#include "service/plain_path.h"

#include <algorithm>
#include <filesystem>

namespace restante::service {

bool is_plain_path(const std::string& path) {
    namespace fs = std::filesystem;
    if (!path.starts_with('/') || path.find('\0') != std::string::npos) return false;
    const fs::path parts(path);
    return std::ranges::none_of(parts, [](const fs::path& part) { return part == ".." || part == "."; });
}

}  // namespace restante::service
