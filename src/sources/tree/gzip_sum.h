// The sums that gzip keeps of what it compressed, which libarchive reads over. Source: RFC 1952, 2.3.1 (CRC32, ISIZE).
#pragma once

#include <cstdint>

#include "base/byte_source.h"

namespace restante::sources {

// A member of a file compressed by gzip does not unpack to what it once was. False for files of other kinds, for what
// is cut, and for what lies beyond `limit` unpacked bytes or behind a place that cannot be read. Unpacks all of it.
[[nodiscard]] bool has_wrong_gzip_sum(const ByteSource& bytes, std::uint64_t limit);

}  // namespace restante::sources
