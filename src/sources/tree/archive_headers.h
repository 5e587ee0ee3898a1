// Where an archive goes on behind damage. Source: POSIX.1-2017, pax, "ustar Interchange Format" (headers stand at
// multiples of 512 bytes and prove themselves by a sum); APPNOTE.TXT 4.3.7.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_source.h"

namespace restante::sources {

// The first header at or behind `from`, which is rounded up to a multiple of 512. Reads everything up to there; what
// cannot be read holds none.
[[nodiscard]] std::optional<std::uint64_t> find_tar_header(const ByteSource& bytes, std::uint64_t from);
// The first signature of a file's header in a zip.
[[nodiscard]] std::optional<std::uint64_t> find_zip_header(const ByteSource& bytes);

}  // namespace restante::sources
