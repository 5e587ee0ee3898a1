// Compressed RTF. Source: [MS-OXRTFCP] (docs/formats/tnef.md "Compressed RTF").
#pragma once

#include <cstdint>

#include "base/byte_writer.h"
#include "base/result.h"

namespace restante::tnef {

constexpr std::uint32_t kLargestText = 64U * 1024 * 1024;  // bytes of RTF we unpack

struct UnpackedText {
    ByteVector text{};
    bool checksum_fits = true;
};

// bad_magic: neither compressed nor stored; too_large: more than kLargestText. Data that ends early gives the text up
// to there, with a checksum that does not fit.
Result<UnpackedText> unpack_text(Bytes packed);

// Compressed; what is repeated within 4 KiB shrinks.
[[nodiscard]] ByteVector pack_text(Bytes text);
// For tests: not compressed.
[[nodiscard]] ByteVector store_text(Bytes text);

}  // namespace restante::tnef
