#include "formats/pst/ndb/encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/byte_table.h"
#include "formats/pst/ndb/permute_tables.h"

namespace restante::pst::ndb {
namespace {

// The same function encodes and decodes: R, then S (its own inverse), then I = R backwards.
void cyclic(Bid bid, const std::uint8_t* from, std::uint8_t* to, std::size_t count) {
    const auto key = static_cast<std::uint32_t>(bid);
    auto rolling = static_cast<std::uint16_t>(key ^ (key >> 16U));
    for (std::size_t i = 0; i < count; ++i, ++rolling) {
        const auto low = static_cast<std::uint8_t>(rolling);
        const auto high = static_cast<std::uint8_t>(rolling >> 8U);
        auto byte = kPermuteEncode[static_cast<std::uint8_t>(from[i] + low)];
        byte = kPermuteMiddle[static_cast<std::uint8_t>(byte + high)];
        byte = kPermuteDecode[static_cast<std::uint8_t>(byte - high)];
        to[i] = static_cast<std::uint8_t>(byte - low);
    }
}

}  // namespace

void encode(Encoding encoding, Bid bid, Bytes from, MutableBytes to) {
    switch (encoding) {
        case Encoding::none:
            std::copy(from.begin(), from.end(), to.begin());
            break;
        case Encoding::permute:
            map_bytes(kPermuteEncode, from, to);
            break;
        case Encoding::cyclic:
            cyclic(bid, from.data(), to.data(), from.size());
            break;
    }
}

void decode(Encoding encoding, Bid bid, MutableBytes bytes) {
    if (encoding == Encoding::permute)
        map_bytes(kPermuteDecode, bytes, bytes);
    else if (encoding == Encoding::cyclic)
        cyclic(bid, bytes.data(), bytes.data(), bytes.size());
}

}  // namespace restante::pst::ndb
