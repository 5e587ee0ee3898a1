// Encoding and decoding of data blocks. Source: docs/formats/pst.md section 4; [MS-PST] 5.1, 5.2.
#pragma once

#include "base/bytes.h"
#include "formats/pst/format.h"

namespace restante::pst::ndb {

// Writes the encoded bytes to the start of `to`, which must be at least as long as `from` and must not overlap it.
void encode(Encoding encoding, Bid bid, Bytes from, MutableBytes to);

// In place.
void decode(Encoding encoding, Bid bid, MutableBytes bytes);

}  // namespace restante::pst::ndb
