// The checksum and the signature of pages and blocks. Source: docs/formats/pst.md section 4; [MS-PST] 5.3, 5.5.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "formats/pst/format.h"

namespace restante::pst::ndb {

// CRC-32 with the usual reflected polynomial, but starting at 0 and without a final inversion.
[[nodiscard]] std::uint32_t crc(Bytes bytes);

// wSig of the page or block `bid` at file offset `offset`.
[[nodiscard]] constexpr std::uint16_t signature(std::uint64_t offset, Bid bid) {
    const auto mixed = static_cast<std::uint32_t>(offset ^ bid);
    return static_cast<std::uint16_t>((mixed >> 16U) ^ mixed);
}

}  // namespace restante::pst::ndb
