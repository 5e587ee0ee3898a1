// Lines of a BagIt manifest. RFC 8493 2.1.3
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace restante::targets::bag {

// A path as manifests name it: "%", CR and LF are written %25, %0D and %0A.
[[nodiscard]] std::string manifest_path(std::string_view path);

struct ManifestOfFiles {
    std::string lines{};      // "HASH  PATH\n", in the order of the paths
    std::uint64_t bytes = 0;  // of all files
    std::uint64_t files = 0;
};

// Every file below `root`/`directory`, hashed; paths are relative to `root`. Errors of reading.
Result<ManifestOfFiles> manifest_of(const std::string& root, const std::string& directory);

}  // namespace restante::targets::bag
