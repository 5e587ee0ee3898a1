#include "base/byte_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

Result<Bytes> ByteReader::until_nul() {
    const Bytes rest = bytes_.subspan(position_);
    const auto nul = std::ranges::find(rest, std::uint8_t{0});
    if (nul == rest.end()) return fail(Errc::truncated, "text has no terminating NUL", offset());
    const auto length = static_cast<std::size_t>(nul - rest.begin());
    position_ += length + 1;
    return rest.first(length);
}

}  // namespace restante
