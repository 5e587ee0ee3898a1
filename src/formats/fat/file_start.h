// The first bytes of a file by its clusters. Source: docs/formats/fat.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {

// Whether a file that no directory lists is wanted: by its first bytes, at most kWantedBytes, and its size.
using Wanted = std::function<bool(Bytes start, std::uint64_t size)>;
constexpr std::size_t kWantedBytes = 1024;

// At most kWantedBytes, `size`, and what the clusters hold; up to the first that cannot be read.
[[nodiscard]] ByteVector start_of_file(const ByteSource& volume, const Geometry& geometry,
                                       const std::vector<std::uint32_t>& clusters, std::uint64_t size);

}  // namespace restante::fat
